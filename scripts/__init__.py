"""Scripts for people who work on the project; run from its top folder, as ``python -m scripts.NAME``."""
