"""Ours and BERTopic side by side, on the same texts and the same vectors: `python -m tests.bench_topics [FOLDER]`."""
