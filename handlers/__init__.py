"""What the bot does: a file a capability, found by being here. Speaks the neutral words of replies.py, not LINE."""
