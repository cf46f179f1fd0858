"""Who asks: the address of the client behind our own proxies."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.middleware.common import CommonMiddleware
from django.utils.deprecation import MiddlewareMixin


def client_address(direct: str, forwarded: str, *, proxies: int) -> str:
    """The address that the outermost of our proxies saw; `direct` where the header is no help.

    Each proxy adds what it saw on the right; what stands further left came from the client,
    who may have written anything there.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if not proxies or len(hops) < proxies:
        return direct
    try:
        return str(ipaddress.ip_address(hops[-proxies]))
    except ValueError:
        return direct


class ProxyMiddleware(MiddlewareMixin):
    """Puts the client's own address into REMOTE_ADDR, for limits and logs."""

    def process_request(self, request: HttpRequest) -> None:
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.get("HTTP_X_FORWARDED_FOR", ""),
            proxies=settings.TRUSTED_PROXIES,
        )


class SlashMiddleware(CommonMiddleware):
    """Sends pages to their address with a final slash. A program that writes to one without is told
    that there is nothing: following a redirect, most would read instead of write."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        """Return whether the address wants a slash, and may get one."""
        writes = request.path.startswith("/api/") and request.method not in ("GET", "HEAD")
        return not writes and super().should_redirect_with_slash(request)
