"""Which sentences translate which: encoders, features, the model of beads, document pairing, scoring against gold."""
