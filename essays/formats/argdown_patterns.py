"""What the words of an Argdown document look like. No pattern goes over a sign many times."""

import re

# What white space is to JavaScript, in which Argdown is defined.
_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
BREAKS = "\n\u2028\u2029"  # the ends of lines that no bracket goes over
_FREE = r"[^\\@#*_\[\],.:;</>\-\r\n(){}]++"
LINE = re.compile(
    rf"([' \t]*+)(?:(\+>|->|<\+|\+|<-|--|-|><|_>|<_|_(?=[{_SPACE}]))"
    rf"|(\([0-9]+\))|([0-9]+\.(?=[{_SPACE}]))|(\*(?=[{_SPACE}])))"
).match
HEADING = re.compile(r"(#+) ").match
# Signs that begin nothing take one space with them; more spaces are skipped, and `=` may open
# front matter, so both end the run. A sign before a sign is looked at no further.
_SIGNS = r"[,;()\]}>\-]"
PLAIN = re.compile(
    rf"(?:{_FREE}|{_SIGNS}+(?={_SIGNS})|{_SIGNS}(?:[ \t](?![ \t=])|(?![ \t=]))"
    rf"|[.:](?:[ \t](?![ \t=])|(?=\n)))++"
).match
FREE_RUN = re.compile(_FREE).match
CONTROL = re.compile(r"[@#*_\[\],.:;</>\-(){}\r][ \t]?").match
ESCAPED = re.compile(r"\\[^\n\u2028\u2029] *").match
SPECIAL = re.compile(rf"(\.[^{_SPACE}]+?\.|:[^{_SPACE}]+?:)[ \t]?").match
NEWLINE = re.compile(r"[ \t]*\n").match
BLANK = re.compile(r"(?:[ \t]*\n){2,}").match
SPACES = re.compile(r"[ \t]+").match
FRONT = re.compile(r"={3,}").match
FIRST_OF_BLANK = re.compile(r"[ \t]*\n(?![ \t]*\n)").match
NEWLINES = re.compile(r"\n*").match
TAG = re.compile(r"#([a-zA-z0-9\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+)[ \t]?").match
_CLOSERS = r"(?:[ \t]|(?=[\n\r)}_.,!?;:\-*])|\Z)"
CLOSE = {sign: re.compile(re.escape(sign) + _CLOSERS).match for sign in ("**", "__", "*", "_")}
NO_SPACE = re.compile(rf"(?![{_SPACE}])").match
STOP = re.compile(rf"\}}[{_SPACE}][^,}}]")
DASHES = re.compile(r"-{2,}").match
GOOD_END = re.compile(rf"\}}(?![{_SPACE}]*+[,}}])")
