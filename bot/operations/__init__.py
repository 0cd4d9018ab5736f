"""What an operator does from the command line, behind the commands of bot/commands/."""
