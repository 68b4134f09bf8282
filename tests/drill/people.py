"""Real people of a drill: the product started as in a house that has accounts, and a browser of one's own for each."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Locator, Page, expect

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "tasks"
PASSWORD = "Kept-by-heart-7"
SOON = 60_000
"""Milliseconds after which a word that does not come is taken for missing; a busy machine needs many."""

expect.set_options(timeout=SOON)


def command(*words: str, data: Path, refused: bool = False) -> str:
    """What the command line answers; `refused` when it has to say no."""
    arguments = [sys.executable, "-m", "tracker.cli", *words, "--data", str(data)]
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert (done.returncode == 1) is refused, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert done.returncode in (0, 1), done.stderr
    return done.stdout + done.stderr


@contextmanager
def served(data: Path, day: str, port: int = 0) -> Iterator[str]:
    """Address of the product on a day."""
    arguments = [
        sys.executable, "-m", "tracker.cli", "serve", "--port", str(port), "--data", str(data), "--now", day,
    ]  # fmt: skip
    with (
        (data / "server.log").open("ab") as log,
        subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        assert process.stdout
        try:
            yield next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))
        finally:
            process.terminate()


@dataclass
class Person:
    """Somebody with an account, at a browser window of 1366×768."""

    user: str
    page: Page
    shots: Path | None = None
    taken: list[str] = field(default_factory=list)
    """Names of the pictures of all persons, in their order."""
    noise: list[str] = field(default_factory=list)
    """What the pages complained of in the console, and every other host they asked."""

    def open(self, path: str, words: str) -> None:
        """Go to an address and wait until it says so."""
        self.page.goto(path)
        self.see(words)

    def see(self, words: str, where: str = "") -> Locator:
        """What says so, once it is in view."""
        found = self.page.locator(where).filter(has_text=words) if where else self.page.get_by_text(words)
        seen = found.filter(visible=True).first
        expect(seen).to_be_visible()
        return seen

    def follow(self, name: str, row: str = "") -> None:
        """Click a link, if need be the one in the row of a table that has these words."""
        within = self.page.locator("tr", has_text=row).first if row else self.page
        within.get_by_role("link", name=name, exact=True).first.click()

    def follow_in(self, name: str, words: str) -> None:
        """Click the link in the line of a form that says so."""
        line = self.page.locator("[data-testid=stHorizontalBlock]", has_text=words).last
        line.get_by_role("link", name=name, exact=True).first.click()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def pick(self, label: str, option: str) -> None:
        self.page.get_by_label(label).first.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def day(self, label: str, day: str) -> None:
        """Type a day as 2026-11-06 into its three parts."""
        parts = self.page.get_by_role("group", name=label).get_by_role("spinbutton")
        for at, part in enumerate(day.split("-")):
            parts.nth(at).click()
            self.page.keyboard.type(part)
        # The calendar that opens beside it would lie over the buttons.
        self.page.keyboard.press("Escape")

    def tick(self, words: str) -> None:
        self.page.locator("[data-testid=stCheckbox]", has_text=words).first.locator("label").first.click()

    def press(self, button: str, words: str = "已记入流水", where: str = ".saved") -> str:
        """Press a button and wait for the answer."""
        self.page.get_by_role("button", name=button, exact=True).first.click()
        return self.see(words, where).inner_text()

    def download(self, button: str, to: Path) -> Path:
        with self.page.expect_download(timeout=SOON) as waiting:
            self.page.get_by_role("button", name=button, exact=True).first.click()
        waiting.value.save_as(to)
        return to

    def shot(self, name: str) -> None:
        """A picture of the whole page, when somebody wants to look at it."""
        self.taken.append(name)
        if self.shots:
            self.page.wait_for_selector("[data-test-script-state=notRunning], body.door")
            file = f"{len(self.taken):02d} {self.user} {name}.png"
            self.page.screenshot(path=self.shots / file)
            height = (
                "(document.querySelector('[data-testid=stMain]') || document.documentElement).scrollHeight"
            )
            self.page.set_viewport_size(
                {"width": 1366, "height": min(6000, max(768, self.page.evaluate(height) + 4))}
            )
            self.page.screenshot(path=self.shots / f"whole {file}")
            self.page.set_viewport_size({"width": 1366, "height": 768})

    def sign_in_first(self, handed: str) -> None:
        """With the password that was handed over, which has to be changed at once; and a one-time code if one must."""
        self.open("/", "用户名")
        self._enter(handed)
        self.see("现在的口令是初始口令")
        self.shot("修改口令")
        for label, text in (("现在的口令", handed), ("新口令", PASSWORD), ("再输一次新口令", PASSWORD)):
            self.page.get_by_label(label, exact=True).fill(text)
        self.page.get_by_role("button", name="修改口令").click()
        expect(self.page).not_to_have_url(re.compile("/password"))

    def set_code(self) -> None:
        """Take the key that the page shows into a telephone, and enter what that says."""
        key = self.page.locator(".secret code").inner_text().replace(" ", "")
        self.shot("动态口令")
        self.page.get_by_label("手机上显示的 6 位数字").fill(pyotp.TOTP(key).now())
        self.page.get_by_role("button", name="启用动态口令").click()

    def _enter(self, password: str) -> None:
        self.page.get_by_label("用户名").fill(self.user)
        self.page.get_by_label("口令", exact=True).fill(password)
        self.shot("登录")
        self.page.get_by_role("button", name="登录").click()


@dataclass
class House:
    """Everybody who takes part, each in a browser context of his own."""

    browser: Browser
    shots: Path | None = None
    address: str = ""
    people: dict[str, Person] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    def person(self, user: str) -> Person:
        if user not in self.people:
            context = self.browser.new_context(
                base_url=self.address, viewport={"width": 1366, "height": 768}, locale="zh-CN"
            )
            found = Person(user, context.new_page(), self.shots, self.taken)
            found.page.set_default_timeout(SOON)
            found.page.on(
                "console",
                lambda message: found.noise.append(message.text) if message.type == "error" else None,
            )
            found.page.on("pageerror", lambda error: found.noise.append(str(error)))
            found.page.on(
                "request",
                lambda request: (
                    None
                    if request.url.startswith((self.address, "data:", "blob:"))
                    else found.noise.append(f"asked another host: {request.url}")
                ),
            )
            self.people[user] = found
        return self.people[user]
