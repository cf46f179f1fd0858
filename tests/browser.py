"""A real browser, and the traps that fail a test for what a person would not see."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from essays.models import User
from tools import chromium

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
_PARTS = {"script", "stylesheet", "font", "image"}


class OpenPage(Protocol):
    """Opens a page of its own session; `user` is signed in, `options` are Playwright's."""

    def __call__(self, user: User | None = None, **options: Any) -> Page: ...


@dataclass
class Traps:
    """What went wrong behind the pages of one test."""

    origin: str
    problems: list[str] = field(default_factory=list)
    _expected: list[str] = field(default_factory=list)

    def expect(self, part: str) -> None:
        """Lets every problem pass that contains this text."""
        self._expected.append(part)

    def unexpected(self) -> list[str]:
        """The problems that no test asked for."""
        return [line for line in self.problems if not any(e in line for e in self._expected)]

    def watch(self, page: Page) -> None:
        """Notes what this page reports from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # an answer of 4xx is part of many journeys; _response judges which are wrong
        # and a request that a quicker key or click overtook was cut off on purpose. htmx says so
        # twice; what the first line says of a request that failed, its second says by another name
        known = message.text.startswith(
            ("Failed to load resource", "htmx:sendAbort", "htmx:afterRequest")
        )
        if message.type in {"error", "warning"} and not known:
            self.problems.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        outside = f"{parts.scheme}://{parts.netloc}" != self.origin
        if outside and parts.scheme in {"http", "https", "ws", "wss"}:
            self.problems.append(f"request to another origin: {request.url}")

    def _response(self, response: Response) -> None:
        missing = response.status >= 400 and response.request.resource_type in _PARTS
        if missing or response.status >= 500:
            self.problems.append(f"{response.status} for {response.url}")


@contextmanager
def launched() -> Iterator[Browser]:
    """A headless Chromium for as long as the block runs."""
    path = chromium.find()
    if path is None:
        raise LookupError(f"No Chromium here: install one or set {chromium.VARIABLE}.")
    # Playwright keeps an event loop in this thread, which Django takes for async code
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, origin: str, traps: Traps) -> Iterator[OpenPage]:
    """Gives a way to open pages, each in a session of its own; closes them all at the end."""
    contexts: list[BrowserContext] = []

    def open_page(user: User | None = None, **options: Any) -> Page:
        options = {"base_url": origin, "locale": "en-GB", "reduced_motion": "reduce", **options}
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("page", traps.watch)
        if user:
            sign_in(context, user, origin=origin)
        return context.new_page()

    try:
        yield open_page
    finally:
        for context in contexts:
            context.close()


def sign_in(context: BrowserContext, user: User, *, origin: str) -> None:
    """Gives the browser a session of this person, as if they had just signed in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": origin}])
