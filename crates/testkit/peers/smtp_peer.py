"""A mail server for tests: aiosmtpd on free ports of loopback, with answers to order.

It is told how to be by one line of JSON on its standard input, says its ports by one line of JSON on its standard output,
and ends when its standard input does. What it takes it appends to the file `taken`, one JSON object a line.

The local part of a recipient's address orders the answer:

  later-…    451 at RCPT            refused-…  550 at RCPT          relay-…  554 at RCPT, for want of a login
  hang-…     no answer to RCPT      drop-…     the connection ends at RCPT
  spam-…     554 after the mail     taken-…    takes the mail and never says so
  leaving-…  421 after the mail

A sender whose local part begins with other- is refused.
"""

import asyncio
import base64
import json
import os
import ssl
import sys
import threading
import time
import urllib.parse

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, syntax

HOW = json.loads(sys.stdin.readline())
TAKEN = open("taken", "a", buffering=1, encoding="ascii")
TOKENS = {}


def note(**line):
    TAKEN.write(json.dumps(line) + "\n")


async def never():
    await asyncio.get_running_loop().create_future()


class Handler:
    connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if getattr(server, "number", None) is None:  # a session begins anew with TLS, a connection does not
            Handler.connections += 1
            server.number = Handler.connections
            note(connected=server.number)
        if not HOW["start_tls"]:
            responses = [line for line in responses if "STARTTLS" not in line]
        more = ["250-" + line for line in HOW["extensions"]]
        return responses[:-1] + more + responses[-1:]

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("other-"):
            return "553 5.7.1 Sender address rejected: not yours"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Sender is fine"

    async def handle_RCPT(self, server, session, envelope, address, options):
        order = address.split("-", 1)[0] if "-" in address else ""
        if order == "later":
            return "451 4.7.1 Greylisted, come back in a minute"
        if order == "refused":
            return "550 5.1.1 No such user here"
        if order == "relay":
            return "554 5.7.1 Relay access denied"
        if order == "hang":
            await never()
        if order == "drop":
            server.transport.abort()
            await never()
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Recipient is fine"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        order = address.split("-", 1)[0] if "-" in address else ""
        if order == "spam":
            return "554 5.7.1 This looks like spam"
        if order == "leaving":
            return "421 4.3.2 Shutting down"
        note(
            mail_from=envelope.mail_from,
            to=envelope.rcpt_tos,
            options=getattr(server, "mail_options", []) + getattr(server, "rcpt_options", []),
            connection=server.number,
            is_protected=server.transport.get_extra_info("sslcontext") is not None,
            username=session.auth_data if isinstance(session.auth_data, str) else None,
            content=envelope.content.decode("latin-1"),
        )
        if order == "taken":
            await never()
        return f"250 2.0.0 Taken as {Handler.connections}-{int(time.monotonic() * 1000)}"

    async def auth_XOAUTH2(self, server, args):
        fields = dict(part.split("=", 1) for part in base64.b64decode(args[1]).decode().split("\x01") if "=" in part)
        token = fields.get("auth", "").removeprefix("Bearer ")
        left = TOKENS.get(token, 0)
        if fields.get("user") == HOW["username"] and left > 0:
            TOKENS[token] = left - 1
            return AuthResult(success=True, auth_data=fields["user"])
        # As large providers do it: what is wrong as a challenge, the refusal after whatever is said to it.
        await server.challenge_auth(b'{"status":"401","schemes":"bearer","scope":"https://mail.example.test/"}')
        return AuthResult(success=False, handled=False)


class Peer(SMTP):
    """Takes the parameters of RFC 3461, which aiosmtpd does not know."""

    @syntax("MAIL FROM: <address>")
    async def smtp_MAIL(self, arg):
        self.mail_options, arg = without(arg, ("RET=", "ENVID="))
        await super().smtp_MAIL(arg)

    @syntax("RCPT TO: <address>")
    async def smtp_RCPT(self, arg):
        self.rcpt_options, arg = without(arg, ("NOTIFY=", "ORCPT="))
        await super().smtp_RCPT(arg)


def without(arg, known):
    words = (arg or "").split(" ")
    taken = [word for word in words if word.upper().startswith(known)]
    return taken, " ".join(word for word in words if word not in taken)


def authenticate(server, session, envelope, mechanism, data):
    if mechanism not in ("PLAIN", "LOGIN"):
        return AuthResult(success=False, handled=False)
    is_right = data.login.decode() == HOW["username"] and data.password.decode() == HOW["password"]
    return AuthResult(success=is_right, handled=False, auth_data=data.login.decode() if is_right else None)


async def token_server(reader, writer):
    """Gives out tokens over HTTPS: one POST, one answer."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    length = [line.split(":")[1] for line in head.split("\r\n") if line.lower().startswith("content-length:")]
    form = dict(urllib.parse.parse_qsl((await reader.readexactly(int(length[0]))).decode()))
    note(token_asked={"path": head.split(" ")[1], "form": form})
    is_known = form.get("client_id") == "vestibule" and (
        (form.get("grant_type") == "client_credentials" and form.get("client_secret") == "Client-Secret-1")
        or (form.get("grant_type") == "refresh_token" and form.get("refresh_token") == "Refresh-Token-1")
    )
    if is_known:
        token = f"token-{len(TOKENS) + 1}"
        TOKENS[token] = 1 if form.get("scope") == "once" else 1_000_000
        status, body = "200 OK", {"access_token": token, "token_type": "Bearer", "expires_in": 3600}
    else:
        status, body = "400 Bad Request", {"error": "invalid_grant", "error_description": "The grant has expired."}
    octets = json.dumps(body).encode()
    writer.write(
        f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(octets)}\r\n"
        "Connection: close\r\n\r\n".encode() + octets
    )
    await writer.drain()
    writer.close()


def end_with_standard_input():
    sys.stdin.read()
    os._exit(0)


async def main():
    loop = asyncio.get_running_loop()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain("server.pem", "server.key")
    handler = Handler()

    def peer(context):
        return Peer(
            handler,
            hostname="mx.example.test",
            ident="test peer",
            data_size_limit=None,
            enable_SMTPUTF8=HOW["smtp_utf8"],
            tls_context=context,
            auth_required=HOW["login"],
            auth_require_tls=False,
            auth_exclude_mechanism=HOW["without"],
            authenticator=authenticate,
            timeout=600,
            loop=loop,
        )

    ports = HOW["ports"]  # 0 lets the kernel choose
    plain = await loop.create_server(lambda: peer(tls), "127.0.0.1", ports[0], backlog=200)
    protected = await loop.create_server(lambda: peer(None), "127.0.0.1", ports[1], ssl=tls, backlog=200)
    tokens = await asyncio.start_server(token_server, "127.0.0.1", ports[2], ssl=tls)
    port = lambda server: server.sockets[0].getsockname()[1]
    print(json.dumps({"plain": port(plain), "tls": port(protected), "token": port(tokens)}), flush=True)
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    await never()


asyncio.run(main())
