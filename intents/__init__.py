"""What a sentence means: declarations of intents, entities, and the engine that reads Thai. Knows nothing of LINE or SQL."""
