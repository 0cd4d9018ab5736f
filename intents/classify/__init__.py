"""Which intent a sentence means: features, training, scoring, confidence, and the cache of what was trained."""
