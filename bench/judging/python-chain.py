"""
The chain of judging as one puts it together from the usual Python parts: feedparser, jieba, scikit-learn.

    python-chain.py FOLDER    FOLDER holds documents/*.xml, words.txt, places.txt and examples.jsonl (text, field)

Works batch by batch (a document at a time), which is in favour of numpy, and keeps every item in the window. Prints one JSON
line: {"items", "microseconds" (CPU an item, the first fifth left out), "steps"}.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import hashlib
import json
import logging
import pathlib
import re
import sys
import time
import unicodedata
import warnings

import feedparser
import jieba
import numpy as np
import scipy.sparse as sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.svm import LinearSVC

jieba.setLogLevel(logging.ERROR)
warnings.simplefilter("ignore")

WINDOW = 30_000
COPY = 0.5
JOINS = 0.3
SLOTS = 64


class Clock:
    def __init__(self):
        self.spent = {}

    def time(self, step, work):
        began = time.process_time()
        result = work()
        self.spent[step] = self.spent.get(step, 0) + time.process_time() - began
        return result


def normalise(text):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


class Copies:
    """MinHash of 64 slots in 16 bands, candidates verified by their sets of 3-grams."""

    def __init__(self):
        self.multiply = np.random.default_rng(1).integers(1, 2**31, SLOTS, dtype=np.uint64) | np.uint64(1)
        self.bands = {}
        self.grams = []

    def take(self, text):
        grams = {text[i : i + 3] for i in range(max(1, len(text) - 2))}
        hashes = np.fromiter((hash(gram) & 0xFFFFFFFF for gram in grams), np.uint64, len(grams))
        smallest = ((hashes[:, None] * self.multiply[None, :]) & np.uint64(0xFFFFFFFF)).min(axis=0)
        keys = [(band, smallest[band * 4 : band * 4 + 4].tobytes()) for band in range(SLOTS // 4)]
        near = {at for key in keys for at in self.bands.get(key, ())}
        copy = any(len(grams & self.grams[at]) >= COPY * len(grams | self.grams[at]) for at in near)
        for key in keys:
            self.bands.setdefault(key, []).append(len(self.grams))
        self.grams.append(grams)
        return copy


class Clusters:
    """Cosine of hashed pairs of signs with every item of the window, by sparse products."""

    def __init__(self):
        self.vectors = HashingVectorizer(analyzer="char", ngram_range=(2, 2), n_features=2**18, alternate_sign=False)
        self.chunks = []
        self.incidents = []

    def take(self, texts):
        batch = self.vectors.transform(texts)
        best = np.zeros(len(texts))
        at = np.full(len(texts), -1)
        kept = 0
        for chunk in self.chunks:
            likes = chunk @ batch.T
            most = likes.max(axis=0).toarray().ravel()
            where = np.asarray(likes.argmax(axis=0)).ravel()
            better = most > best
            best[better] = most[better]
            at[better] = where[better] + kept
            kept += chunk.shape[0]
        for i in range(len(texts)):
            self.incidents.append(self.incidents[at[i]] if best[i] >= JOINS else len(self.incidents))
        last = self.chunks[-1] if self.chunks else None
        if last is not None and last.shape[0] < 3_000:
            self.chunks[-1] = sparse.vstack([last, batch], format="csr")
        else:
            self.chunks.append(batch)
        if kept > WINDOW:
            dropped = self.chunks.pop(0).shape[0]
            self.incidents = self.incidents[dropped:]


def fields(examples):
    vectors = HashingVectorizer(analyzer="char", ngram_range=(1, 2), n_features=2**18)
    model = LinearSVC().fit(vectors.transform([one["text"] for one in examples]), [one["field"] for one in examples])
    return lambda texts: model.predict(vectors.transform(texts))


def main(folder):
    lines = lambda name: (folder / name).read_text("utf-8").splitlines()
    words = set(lines("words.txt"))
    places = set(lines("places.txt"))
    longest = max(map(len, places))
    field_of = fields([json.loads(line) for line in lines("examples.jsonl")])
    jieba.initialize()
    documents = sorted((folder / "documents").iterdir())
    copies, clusters, seen = Copies(), Clusters(), set()
    clock, items = Clock(), 0

    def placed(text):
        return [text[i : i + n] for i in range(len(text)) for n in range(3, longest + 1) if text[i : i + n] in places]

    for number, document in enumerate(documents):
        if number == len(documents) // 5:
            clock, items = Clock(), 0
        data = document.read_bytes()
        entries = clock.time("parse a feed", lambda: feedparser.parse(data).entries)
        texts = [f"{entry.title}\n{entry.get('summary', '')}" for entry in entries]
        plain = clock.time("normalise, key", lambda: [normalise(text) for text in texts])
        keys = clock.time("normalise, key", lambda: [hashlib.sha256(text.encode()).digest() for text in plain])
        fresh = [i for i, key in enumerate(keys) if key not in seen]
        seen.update(keys)
        clock.time("near-duplicates", lambda: [copies.take(plain[i]) for i in fresh])
        clock.time("fields", lambda: field_of([texts[i] for i in fresh]))
        clock.time("words", lambda: [words.intersection(jieba.lcut(texts[i])) for i in fresh])
        clock.time("places", lambda: [placed(texts[i]) for i in fresh])
        clock.time("incident", lambda: clusters.take([plain[i] for i in fresh]))
        items += len(texts)
    steps = {step: spent / items * 1e6 for step, spent in clock.spent.items()}
    print(json.dumps({"items": items, "microseconds": sum(steps.values()), "steps": steps}))


main(pathlib.Path(sys.argv[1]))
