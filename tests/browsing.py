"""How a test presses what leads to another page."""

from playwright.sync_api import Locator


def press(button: Locator) -> None:
    """Press it and arrive: what is read next, on the page or in the database, comes after."""
    with button.page.expect_navigation():
        button.click()
