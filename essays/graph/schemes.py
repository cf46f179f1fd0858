"""Common patterns of inference, and the questions that test each of them.

The patterns are those of D. Walton, C. Reed and F. Macagno, Argumentation Schemes (2008); the
questions are put in our own words. A step stores the slug (`Relation.scheme`).
"""

from collections.abc import Mapping


def _(words: str) -> str:
    """Return the words; the name marks them for translation, which happens where they are shown."""
    return words


QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "expert-opinion": (
        _("Does this person know the field the claim belongs to?"),
        _("Did the person really say this, and mean it so?"),
        _("Do others who know the field agree?"),
        _("Could the person gain from our believing it?"),
    ),
    "position-to-know": (
        _("Could this person have known it?"),
        _("Is the person honest about such things?"),
        _("Did the person say exactly this?"),
    ),
    "witness-testimony": (
        _("How well could the witness see or hear it?"),
        _("Does the account fit itself, and what others saw?"),
        _("Does the witness have a side in the matter?"),
        _("How long after the event was it told?"),
    ),
    "popular-opinion": (
        _("How do we know that most people think so?"),
        _("Do those people have reasons, or only company?"),
    ),
    "example": (
        _("Is the example true?"),
        _("Is it typical, or was it picked?"),
        _("Are there examples that show the opposite?"),
    ),
    "analogy": (
        _("Are the two cases alike in what matters here?"),
        _("Where do they differ, and does it weaken the point?"),
        _("Is there a closer case that came out otherwise?"),
    ),
    "precedent": (
        _("Does the earlier case fall under the same rule?"),
        _("Was the earlier case decided rightly?"),
        _("What is new in this case?"),
    ),
    "classification": (
        _("Does it have what belongs to this class?"),
        _("Is the class drawn clearly enough to decide?"),
        _("Does everything in the class share what is claimed?"),
    ),
    "rule": (
        _("Does the rule cover this case?"),
        _("Is there an exception, or a rule that goes before it?"),
        _("Is the rule itself right?"),
    ),
    "sign": (
        _("How often does the sign come with what it shows?"),
        _("What else could the sign come from?"),
    ),
    "cause-to-effect": (
        _("How strong is the tie between cause and effect?"),
        _("Did the cause really occur?"),
        _("Could something have kept the effect away?"),
    ),
    "correlation-to-cause": (
        _("Is there a tie at all, or a coincidence?"),
        _("Could the effect be the cause?"),
        _("Could a third thing cause both?"),
    ),
    "best-explanation": (
        _("Which other explanations are there?"),
        _("What does this explanation leave open?"),
        _("Has anybody looked for what would speak against it?"),
    ),
    "positive-consequences": (
        _("How likely are the good consequences?"),
        _("What does it cost, and who pays?"),
        _("Is there a better way to the same end?"),
    ),
    "negative-consequences": (
        _("How likely are the bad consequences?"),
        _("Does good come of it that outweighs them?"),
        _("Could they be avoided otherwise?"),
    ),
    "slippery-slope": (
        _("Does each step really lead to the next?"),
        _("At which step could it be stopped?"),
        _("Is the end as bad as it is painted?"),
    ),
    "practical-reasoning": (
        _("Does the means reach the goal?"),
        _("Is there another way to it?"),
        _("Which other goals does it get in the way of?"),
    ),
    "values": (
        _("Whose value is it, and do the readers share it?"),
        _("Does it speak for this, or only seem to?"),
        _("Which other value stands against it?"),
    ),
    "commitment": (
        _("Did the person ever commit to this?"),
        _("Does the commitment reach as far as this case?"),
        _("Has the person taken it back since?"),
    ),
    "inconsistent-commitment": (
        _("Do the two things really exclude each other?"),
        _("Did the person change their mind for a reason?"),
    ),
    "bias": (
        _("What shows that the person leans to one side?"),
        _("Do the reasons stand, whoever gives them?"),
    ),
    "ignorance": (
        _("How hard has anybody looked?"),
        _("Would we know by now if it were so?"),
        _("Who has to show it: those who claim it, or those who doubt it?"),
    ),
}


def questions(scheme: str) -> tuple[str, ...]:
    """Return the questions that test a pattern; none for a pattern we do not know."""
    return QUESTIONS.get(scheme, ())
