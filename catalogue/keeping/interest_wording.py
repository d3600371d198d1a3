"""What is wrong with the words of an interest, in sentences that say what to do."""

from __future__ import annotations

from catalogue.keeping.interest_rules import LONGEST_WORD, MOST_NEW, Problem, WordProblem


def problem_words(problem: Problem) -> str:
    """Return the sentence for a problem."""
    word, other = problem.word, problem.other
    match problem.kind:
        case WordProblem.EMPTY:
            return "Skriv noget med bogstaver." if problem.field != "name" else "Skriv, hvad interessen hedder."
        case WordProblem.LONG:
            return f"»{word[:30]}…« er for langt. Skriv højst {LONGEST_WORD} tegn."
        case WordProblem.ANOTHERS_NAME:
            return f"»{word}« er navnet på en anden interesse. Et ord kan kun føre ét sted hen. Tag det ud."
        case WordProblem.ANOTHERS_WORD:
            return f"»{word}« hører til »{other}«. Tag det ud her, eller tag det ud der først."
        case WordProblem.BOTH_WAYS:
            return f"»{word}« kan ikke både betyde det samme og noget andet. Tag det ud det ene sted."
        case WordProblem.FORM_ALONE:
            return f"»{word}« siger ikke, hvad man laver. Skriv et ord mere."
        case WordProblem.TOO_MANY:
            return f"Skriv højst {MOST_NEW} nye ord ad gangen, så du kan se, hvad de gør."
