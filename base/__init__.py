"""The floor: what two or more rooms use. It knows nothing of the domain."""
