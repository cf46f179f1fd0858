"""What the logs never hold: the tokens in the addresses of shared pages and mails."""

import logging
import re

# /s/<token>, /embed/<token>, /join/<token> and the last two parts of a password reset
_IN_PATHS = re.compile(r"(/(?:s|embed|join)/)[^/\s?\"']+|(/reset/)[^/\s?\"']+/[^/\s?\"']+")
_IN_HEADERS = re.compile(r"(\bBearer\s+|[?&](?:token|key)=)[^\s&\"']+", re.IGNORECASE)


def without_tokens(line: str) -> str:
    """The line with every share, invitation, reset and API token cut out."""
    line = _IN_PATHS.sub(lambda found: f"{found[1] or found[2]}[cut]", line)
    return _IN_HEADERS.sub(r"\1[cut]", line)


class TokenFilter(logging.Filter):
    """Cuts tokens from a record's message and from the traceback printed below it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_tokens(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = without_tokens(record.exc_text)
        return True
