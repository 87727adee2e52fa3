"""What a host name stands for, asked without holding anything else up."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor


class Lookups(ThreadPoolExecutor):
    """Threads for host names, as a loop's default executor; a look-up that hangs does not hold up the end."""

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002, D102  # as inherited
        super().shutdown(wait=False, cancel_futures=True)


async def addresses(host: str) -> tuple[str, ...]:
    """Return what a host name stands for; () where nobody knows, and then a connection is not to be had either."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None)
    except (OSError, UnicodeError):  # the second: a name with an empty or endless part
        return ()
    return tuple(str(address[0]) for *_, address in found)
