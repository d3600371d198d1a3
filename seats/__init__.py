"""An occasion and its numbered seats: taking, leaving, handing over. What it is an occasion for, the rooms above know."""
