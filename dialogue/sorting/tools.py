"""The models that judge a text, loaded once in a worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dialogue.sorting.learning import learnt_model
from dialogue.sorting.queries import Decided
from nlp.classify import known_languages, shipped_topic_model
from nlp.encode import Encoder, Vectors
from nlp.locate import Locator
from nlp.topic_model import TopicModel
from nlp.triage import triage
from nlp.types import Gazetteer, Triage


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the machine thinks of one text. `guesses`: (topic code, probability), best first."""

    lang: str
    triage: Triage
    area: str | None
    guesses: tuple[tuple[str, float], ...]
    vector: bytes


class Tools:
    """Judges texts. Vectors come from the encoder; EncoderUnavailable when its process is dead or late."""

    def __init__(self, encoder: Encoder, models: Path) -> None:
        self.encoder = encoder
        self._models = models
        self._learnt: dict[int, tuple[str, TopicModel]] = {}

    @cached_property
    def topic_model(self) -> TopicModel:
        """The taxonomy's classifier, trained at the first start and read from `models` afterwards."""
        return shipped_topic_model(self._models, self.encoder)

    @property
    def model_id(self) -> str:
        """Names the vectors; rows judged by another model are judged anew."""
        return self.encoder.model_id

    def topic_model_of(self, municipality_id: int, decided: Sequence[Decided]) -> tuple[str, TopicModel]:
        """The model that has learnt from a municipality's own decisions, and its name; the shipped one without any.

        Trained (a quarter of a minute) the first time that this machine meets these decisions.
        """
        name, build = learnt_model(self.encoder, self._models, municipality_id, decided)
        if not name:
            return "", self.topic_model
        if self._learnt.get(municipality_id, ("",))[0] != name:
            self._learnt[municipality_id] = (name, build())
        return self._learnt[municipality_id]

    def judge(
        self, texts: list[str], langs: list[str | None], gazetteer: Gazetteer, model: TopicModel | None = None
    ) -> list[Judgement]:
        """Judge texts of one municipality, in order, by its topic model (default: the shipped one)."""
        vectors: Vectors = self.encoder.encode(texts)
        languages = known_languages(texts, langs)
        guesses = (model or self.topic_model).predict(texts, languages, vectors)
        locator = Locator(gazetteer)
        return [
            Judgement(
                lang=languages[at],
                triage=triage(text, vectors[at]),
                area=locator.locate(text).area,
                guesses=tuple((guess.code, round(guess.p, 4)) for guess in guesses[at]),
                vector=vectors[at].astype("<f2").tobytes(),
            )
            for at, text in enumerate(texts)
        ]
