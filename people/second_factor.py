"""The second thing staff prove: a code from an app (TOTP, RFC 6238), or one from a printed list.

The app's secret is derived from a salt in the database and the key of the app, so that neither alone gives a code.
"""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import io
import secrets
from collections.abc import Mapping

import pyotp
import segno

from people.codes import LIST_LENGTH, keyed_digest, new_card_code

STEP_SECONDS = 30
# Clocks may be a step apart (RFC 6238, section 5.2).
STEPS_APART = (-1, 0, 1)
# RFC 4226, section 4 (R6): a shared secret of 160 bits.
SECRET_BYTES = 20


def new_salt() -> str:
    """Make what a secret is derived from: 256 bits as 64 hexadecimal digits."""
    return secrets.token_hex(32)


def totp_secret(key: str, salt: str) -> str:
    """Return the secret that app and server share, in base32: 32 signs."""
    derived = bytes.fromhex(keyed_digest(key, "totp secret", salt))
    return base64.b32encode(derived[:SECRET_BYTES]).decode("ascii")


def secret_shown(secret: str) -> str:
    """Return a secret as it is typed into an app: in groups of four."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def matching_step(secret: str, code: str | None, now: dt.datetime) -> int | None:
    """Return the 30-second step since 1970 whose code this is, one step either way allowed; the latest if there are two.

    The work is the same whether the code is right, wrong or None, which no code is.
    """
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    steps = {present + apart: totp.generate_otp(present + apart) for apart in STEPS_APART}
    typed = (code or "none").encode(errors="replace")
    found = [step for step, right in steps.items() if hmac.compare_digest(right.encode(), typed)]
    return found[-1] if found else None


def totp_address(secret: str, email: str, issuer: str) -> str:
    """Return the address that a QR hands to the app, `otpauth://totp/…`."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=email, issuer_name=issuer)


def qr_picture(text: str) -> str:
    """Return a QR of a text as an SVG to set into a page: dark on white whatever the page's colours, its quiet zone around it."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        picture, kind="svg", xmldecl=False, svgns=False, scale=4, border=4, dark="#000", light="#fff", nl=False
    )
    return picture.getvalue().decode("ascii")


def list_code_digest(key: str, code: str) -> str:
    """Return what is stored of a code of a list."""
    return keyed_digest(key, "list code", code)


def new_list(key: str) -> Mapping[str, str]:
    """Make the codes of a new list: from each code to the digest that is stored."""
    codes = [new_card_code() for _ in range(LIST_LENGTH)]
    return {code: list_code_digest(key, code) for code in codes}
