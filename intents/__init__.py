"""What a sentence means: declarations of intents, entities, the engine that reads Thai. No LINE, no SQL here."""
