"""`bot settings-docs`: the page about the settings."""

import click

from bot.operations import settings_page


@click.command("settings-docs")
@click.option("--write", is_flag=True, help=f"Write it to {settings_page.PAGE} instead of printing it.")
def settings_docs(write: bool) -> None:
    """Prints the page about the settings, made from their declarations."""
    if not write:
        click.echo(settings_page.page(), nl=False)
        return
    try:
        settings_page.PAGE.write_text(settings_page.page(), encoding="utf-8")
    except OSError as problem:
        raise click.ClickException(f"run it in the project's folder: {problem}") from None
    click.echo(f"{settings_page.PAGE} is fresh")


COMMAND = settings_docs
