"""`bot doctor`: what is well, what is not, and what to do about it."""

import click

from bot.operations.doctor import examine
from bot.operations.opening import settings_or_sentence


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Checks settings, database, worker, media, fonts, LINE's token, webhook and quota; exit code 1 when one fails."""
    failures = 0
    for finding in examine(settings_or_sentence()):
        click.echo(str(finding))
        failures += not finding.is_fine
    if failures:
        click.echo(f"{failures} to mend")
        context.exit(1)
    click.echo("all is well")


COMMAND = doctor
