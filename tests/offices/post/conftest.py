"""A post office under test: letters about a section, and a real mail server that takes them or not."""

from asyncio import Server
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from kyodo.kernel.workflow import Letter

QUOTED = "わるい文章 http://evil.example/"


class MailServer:
    """An SMTP server in a thread: `answers` are given one by one to mails, then it takes everything."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.taken: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.strangers: frozenset[str] = frozenset()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  the library's name
        if address in self.strangers:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  the library's name
        if self.answers:
            return self.answers.pop(0)
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        self.meanwhile()
        return "250 OK"

    def text(self, n: int = -1) -> str:
        body = self.taken[n].get_body()
        assert body is not None
        return str(body.get_content())


class AnyPort(Controller):
    """Listens on whatever port the system gives."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    mail_server = MailServer()
    controller = AnyPort(mail_server, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield mail_server
    controller.stop()


@pytest.fixture
def letter(settings, tmp_path) -> Callable[..., Letter]:
    """`letter(to…)`: a letter that quotes what somebody typed."""
    (tmp_path / "quote.txt").write_text("{{ thing }} から <連絡> です。" + QUOTED)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    def make(*to: str, duty: bool = False, title: str = "お知らせ") -> Letter:
        return Letter(name="test.letter", title=title, template="quote.txt", to=lambda thing: to, duty=duty)

    return make
