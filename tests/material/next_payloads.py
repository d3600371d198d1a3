"""What may be tried as `next=` to lead somebody away from the site: none of it may be followed."""

from __future__ import annotations

import re

EVIL_NEXT = [
    "//evil.example",
    "///evil.example",
    "////evil.example//",
    "//evil.example/aktiviteter",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r\n/evil.example",
    "/aktiviteter\r\nLocation: https://evil.example",
    "/aktiviteter\nSet-Cookie: a=b",
    " //evil.example",
    "\x00//evil.example",
    "/\x00/evil.example",
    "\x01https://evil.example",
    "/\x0b/evil.example",
    "/\x7f/evil.example",
    "/%09/evil.example",
    "/%0a/evil.example",
    "/%0d%0a/evil.example",
    "/%2f/evil.example",
    "/%2fevil.example",
    "%2f%2fevil.example",
    "/%252f%252fevil.example",
    "/%5cevil.example",
    "/%5c%5cevil.example",
    "/%255cevil.example",
    "/%00/evil.example",
    "/%e3%80%82evil.example",
    "/%ff%feevil.example",
    "/\udcff/evil.example",
    "/\u2215/evil.example",
    "\uff0f\uff0fevil.example",
    "/\uff0fevil.example",
    "/\u3002evil.example",
    "\u2028//evil.example",
    "\ufeff//evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "https:///evil.example",
    "HTTPS://EVIL.EXAMPLE",
    "http:\\\\evil.example",
    "ht\ttps://evil.example",
    "https://paatvaers.example/aktiviteter",
    "https://paatvaers.example@evil.example/",
    "https://paatvaers.example.evil.example/",
    "//paatvaers.example@evil.example",
    "/@evil.example",
    "/;@evil.example",
    "//evil.example;@paatvaers.example",
    "//[::1]/",
    "//0x7f000001/",
    "//evil.example:443/",
    ".evil.example",
    "@evil.example",
    "evil.example",
    "aktiviteter",
    "./aktiviteter",
    "../aktiviteter",
    "/./aktiviteter",
    "/../aktiviteter",
    "/aktiviteter/../..//evil.example",
    "/aktiviteter/..;/",
    "/aktiviteter.",
    "/aktiviteter...",
    "/steder//evil.example",
    "/aktiviteter//evil.example",
    "//",
    "///",
    "\\",
    "/\\",
    "?next=//evil.example",
    "#//evil.example",
    "",
    " ",
    " /aktiviteter",
    "/aktiviteter ",
    "/aktiviteter\t",
    "data:text/html,<script>alert(1)</script>",
    "data:;base64,PHNjcmlwdD4=",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "/javascript:alert(1)",
    "vbscript:msgbox(1)",
    "blob:https://evil.example/1",
    "file:///etc/passwd",
    "mailto:a@evil.example",
    "tel:112",
    "webcal://evil.example/a.ics",
    "view-source:https://evil.example",
    "/" + "a" * 5000,
    "/" * 5000,
    "//" + "evil." * 500 + "example",
]

SPECIAL = ("http", "https", "ftp", "ws", "wss")


def browser_host(location: str, base_host: str = "paatvaers.example") -> str:
    """Return the host (or the scheme, where it has none) a browser at https://`base_host`/ goes to when sent to `location`.

    The parts of the WHATWG URL standard (section 4.4) that trick a server: what is stripped, backslashes, missing slashes.
    """
    text = re.sub(r"[\t\n\r]", "", location.strip("".join(map(chr, range(0x21)))))
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", text)
    name = scheme.group(1).lower() if scheme else ""
    if scheme and name not in SPECIAL:
        return f"{name}:"
    rest = (text[scheme.end() :] if scheme else text).replace("\\", "/")
    if name in ("", "https") and not rest.startswith("//"):
        return base_host
    authority = re.split(r"[/?#]", rest.lstrip("/"), maxsplit=1)[0]
    return re.sub(r":\d*$", "", authority.rpartition("@")[2]).lower()
