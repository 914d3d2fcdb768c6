"""Which sentences translate which: encoders, features, the model of beads, document pairing, scoring against gold."""

__version__ = "0.1.0"
