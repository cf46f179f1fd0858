"""Who asks: the address of the client behind our own proxies."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
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
