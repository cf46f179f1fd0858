"""How often somebody may try to sign in.

Tries are counted for a name from one address, since a school shares one address and nobody may
lock a class out; and more slowly for the name alone, against guessing from many addresses. A
browser that has signed in with this name before is spared the second count, so that a stranger's
guesses cannot lock a teacher out of it.
"""

import unicodedata
from hashlib import sha256

from essays.services.limits import refund, spend


def count_try(name: str, *, address: str, known: bool) -> None:
    """Count one try; raises TooMany when the name has to wait."""
    spend("sign_in", one_name(name), address)
    if not known:
        spend("sign_in_account", one_name(name))


def forgive_try(name: str, *, address: str, known: bool) -> None:
    """Give back a try that succeeded."""
    refund("sign_in", one_name(name), address)
    if not known:
        refund("sign_in_account", one_name(name))


def one_name(name: str) -> str:
    """Return a name as all its spellings are counted; short, whatever was typed."""
    plain = unicodedata.normalize("NFKC", name[:150]).strip().casefold()
    return sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
