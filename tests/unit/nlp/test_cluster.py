import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

import nlp.patterns as patterns_module
from nlp.cluster import cluster, cluster_records
from nlp.consensus import agreed
from nlp.corpus import shipped_concerns
from nlp.encode import get_encoder
from nlp.graph import by_size, likeness, neighbours, shared_neighbour_graph
from nlp.matching import match_clusters
from nlp.patterns import MIN_SIZE, find_patterns
from nlp.taxonomy_fit import fits_taxonomy
from nlp.types import Clustering, Document
from nlp.vector_store import stored_encoder
from nlp.vectorise import Vectors, unit


def blobs(sizes: list[int], seed: int = 0, spread: float = 0.25) -> Vectors:
    """Unit vectors in groups of the given sizes, each around a direction of its own."""
    random = np.random.default_rng(seed)
    centres = np.eye(len(sizes), 24)
    rows = np.repeat(centres, sizes, axis=0)
    return unit((rows + random.normal(scale=spread / np.sqrt(24), size=rows.shape)).astype(np.float32))


def documents(count: int) -> list[Document]:
    return [Document(str(number), f"text nummer {number} om hunden i parken", "sv") for number in range(count)]


@pytest.fixture(scope="module")
def concerns() -> tuple[list[Document], Vectors, list[str | None]]:
    """Three topics of the shipped texts."""
    chosen = [c for c in shipped_concerns() if c.topic in {"belysning", "hundar", "bedrageri"}]
    vectors = stored_encoder(get_encoder("e5")).encode([c.text for c in chosen])
    return [Document(c.id, c.text, c.lang) for c in chosen], vectors, [c.topic for c in chosen]


@pytest.fixture(scope="module")
def found(concerns: tuple[list[Document], Vectors, list[str | None]]) -> Clustering:
    return cluster(*concerns)


def test_groups_that_are_there_are_found() -> None:
    patterns = find_patterns(blobs([40, 30, 20]))
    assert patterns.labels.tolist() == [0] * 40 + [1] * 30 + [2] * 20
    assert min(patterns.stability) > 0.9
    assert patterns.firmness.min() > 0.9


def test_the_seed_never_moves_a_text() -> None:
    vectors = blobs([40, 30, 20], spread=1.5)
    assert np.array_equal(find_patterns(vectors, 0).labels, find_patterns(vectors, 1).labels)


@pytest.mark.parametrize("named", [True, False])
def test_of_very_many_texts_a_draw_is_compared_and_the_rest_placed(
    monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    monkeypatch.setattr(patterns_module, "MOST_COMPARED", 60)
    texts = [document.text for document in documents(180)] if named else None
    found = find_patterns(blobs([80, 60, 40]), texts=texts)
    assert found.labels.tolist() == [0] * 80 + [1] * 60 + [2] * 40


def test_clusters_stay_inside_their_topic_and_hold_three_or_more(
    found: Clustering, concerns: tuple[list[Document], Vectors, list[str | None]]
) -> None:
    topic_of = {document.id: topic for document, topic in zip(concerns[0], concerns[2], strict=True)}
    assert [part.id for part in found.clusters] == list(range(len(found.clusters)))
    for part in found.clusters:
        assert len(part.members) >= MIN_SIZE
        assert {topic_of[member] for member in part.members} == {part.topic}
        assert all(found.assigned[member][0] == part.id for member in part.members)
        assert set(part.typical) <= set(part.members)
        assert 0 <= part.stability <= 1
        assert len(part.typical) == 3


def test_few_are_left_out(found: Clustering) -> None:
    left_out = [number for number, _ in found.assigned.values() if number is None]
    assert len(left_out) <= 0.05 * len(found.assigned)


def test_the_same_input_gives_the_same_answer(
    found: Clustering, concerns: tuple[list[Document], Vectors, list[str | None]]
) -> None:
    assert cluster(*concerns) == found


def test_ids_survive_a_fifth_more_texts(
    found: Clustering, concerns: tuple[list[Document], Vectors, list[str | None]]
) -> None:
    texts, vectors, topics = concerns
    kept = [row for row in range(len(texts)) if row % 6]
    before = cluster([texts[row] for row in kept], vectors[kept], [topics[row] for row in kept])
    matched = match_clusters(
        {part.id: part.members for part in before.clusters}, {part.id: part.members for part in found.clusters}
    )
    continued = sum(
        matched[number] == before.assigned[name][0]
        for name, (number, _) in found.assigned.items()
        if number is not None and name in before.assigned
    )
    assert continued >= 0.8 * len(before.assigned)


@pytest.mark.parametrize(("told", "floor"), [(False, 0.85), (True, 0.95)])
def test_a_fifth_more_texts_leave_the_others_where_they_were(
    found: Clustering, concerns: tuple[list[Document], Vectors, list[str | None]], told: bool, floor: float
) -> None:
    texts, vectors, topics = concerns
    kept = [row for row in range(len(texts)) if row % 6]
    before = cluster([texts[row] for row in kept], vectors[kept], [topics[row] for row in kept])
    places = {name: number for name, (number, _) in before.assigned.items() if number is not None}
    after = cluster(*concerns, former=places) if told else found
    assert adjusted_rand_score(list(places.values()), [after.assigned[name][0] for name in places]) >= floor


def test_a_run_told_its_own_answer_gives_it_again(
    found: Clustering, concerns: tuple[list[Document], Vectors, list[str | None]]
) -> None:
    places = {name: number for name, (number, _) in found.assigned.items() if number is not None}
    again = cluster(*concerns, former=places)
    assert [part.members for part in again.clusters] == [part.members for part in found.clusters]


def test_new_texts_join_the_former_groups_or_form_their_own() -> None:
    former = [7] * 35 + [-1] * 5 + [4] * 25 + [-1] * 5 + [-1] * 20
    assert find_patterns(blobs([40, 30, 20]), former=former).labels.tolist() == [0] * 40 + [1] * 30 + [2] * 20


def test_texts_outside_the_draw_stay_with_their_former_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns_module, "MOST_COMPARED", 60)
    between = unit(np.full((1, 24), 1e-3, dtype=np.float32) + np.eye(2, 24, dtype=np.float32).sum(axis=0))
    vectors = np.concatenate([blobs([90, 90]), between])
    answers = []
    for side in (0, 1):
        former = [3] * 90 + [9] * 90 + [(3, 9)[side]]
        labels = find_patterns(vectors, former=former).labels
        answers.append(labels[-1] == labels[side * 90])
    assert answers == [True, True]


@pytest.mark.parametrize("former", [[0] * 90, [row % 2 for row in range(90)]])
def test_a_former_run_does_not_hold_up_what_is_plainly_wrong(former: list[int]) -> None:
    assert find_patterns(blobs([40, 30, 20]), former=former).labels.tolist() == [0] * 40 + [1] * 30 + [2] * 20


def test_between_two_answers_almost_as_good_the_former_run_decides() -> None:
    """Two groups as like as a third of the groupings asks for: just too little to be one."""
    group = np.arange(30) % 2
    alike = np.where(group[:, np.newaxis] == group, 0.9, 0.35)
    names = [str(row) for row in range(30)]
    assert agreed(alike, names).tolist() == group.tolist()
    assert agreed(alike, names, group).tolist() == group.tolist()
    assert agreed(alike, names, np.zeros(30, dtype=np.int64)).tolist() == [0] * 30


def test_names_are_words_of_the_texts(found: Clustering) -> None:
    assert all(part.words for part in found.clusters)
    spoken = " ".join(word for part in found.clusters if part.topic == "belysning" for word in part.words)
    assert "lampa" in spoken or "lampor" in spoken or "mörk" in spoken


@pytest.mark.parametrize(("count", "clusters"), [(0, 0), (1, 0), (2, 0), (3, 1), (5, 1)])
def test_too_few_to_say(count: int, clusters: int) -> None:
    answer = cluster(documents(count), blobs([count]))
    assert len(answer.clusters) == clusters
    assert len(answer.assigned) == count


def test_ten_thousand_copies_are_one_cluster() -> None:
    copies = [Document(str(number), "samma text") for number in range(10_000)]
    answer = cluster(copies, np.tile(blobs([1]), (10_000, 1)))
    assert [len(part.members) for part in answer.clusters] == [10_000]
    assert len(answer.clusters[0].typical) == 1


def test_vectors_of_zeros_are_no_error() -> None:
    answer = cluster(documents(12), np.zeros((12, 8), dtype=np.float32))
    assert len(answer.clusters) == 1


def test_the_rest_comes_after_the_topics() -> None:
    topics = ["b", None, "a"] * 5
    answer = cluster(documents(15), blobs([15]), topics)
    assert [part.topic for part in answer.clusters] == ["a", "b", None]


def test_lengths_and_ids_are_checked() -> None:
    with pytest.raises(ValueError, match="equally long"):
        cluster(documents(3), blobs([2]))
    twice = [dataclasses.replace(document, id="same") for document in documents(3)]
    with pytest.raises(ValueError, match="id of its own"):
        cluster(twice, blobs([3]))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 60), st.integers(1, 6), st.integers(0, 3))
def test_any_vectors_get_an_answer(count: int, dimensions: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    vectors = unit(random.integers(-1, 2, size=(count, dimensions)).astype(np.float32))
    patterns = find_patterns(vectors, seed)
    assert len(patterns.labels) == len(patterns.firmness) == count
    sizes = np.bincount(patterns.labels[patterns.labels >= 0], minlength=len(patterns.stability))
    assert (sizes >= MIN_SIZE).all()
    assert (np.diff(sizes) <= 0).all()


def test_a_neighbour_is_never_oneself_and_ties_are_settled() -> None:
    vectors = blobs([6, 6])
    nearest = neighbours(vectors, 4)
    assert all(row not in nearest[row] for row in range(12))
    assert np.array_equal(nearest, neighbours(vectors.copy(), 4))
    graph = shared_neighbour_graph(nearest)
    assert (graph != graph.T).nnz == 0
    assert graph.data.min() > 0
    assert graph.data.max() <= 1


def test_likeness_has_the_same_bits_in_any_block_and_order() -> None:
    vectors = blobs([50, 50], spread=2)
    whole = likeness(vectors, vectors)
    turned = np.roll(vectors, 7, axis=1)
    assert np.array_equal(whole, likeness(turned, turned))
    assert np.array_equal(whole[:3], likeness(vectors[:3], vectors))
    np.testing.assert_allclose(whole, vectors @ vectors.T, atol=1e-5)


def test_groups_are_numbered_by_size_then_first_member() -> None:
    assert by_size([5, 9, 9, 5, 7]).tolist() == [0, 1, 1, 0, 2]


def test_records_that_the_taxonomy_fits_are_grouped_by_topic_and_two_are_too_few_to_say() -> None:
    dark = ["Lampan i tunneln är trasig", "mörkt vid stationen, lampan är släckt", "Ingen belysning på gångvägen"]
    dogs = ["Lös hund bet min dotter", "Hundar går lösa i spåret"]
    answers = cluster_records([{"text": text} for text in [*dark, *dogs, "", "😀 !!!"]])
    assert [number for number, _ in answers] == [0, 0, 0, None, None, None, None]
    assert all(0 < p <= 1 for _, p in answers[:3])
    assert {p for _, p in answers[3:]} == {0.0}
    assert cluster_records([]) == []


def test_records_without_words_belong_nowhere() -> None:
    assert cluster_records([{"text": text} for text in ("", "😀", "a\0", "\ud800")]) == [(None, 0.0)] * 4
    assert cluster_records([{"text": "lampan är trasig"}, {"text": ""}], encoder="lsa")[1] == (None, 0.0)


@pytest.mark.parametrize("tag", ["sv", "sv-SE", "swe_Latn"])
def test_texts_the_taxonomy_was_not_made_for_are_known_by_any_tag_for_swedish(tag: str) -> None:
    strange = ["Kvantmekaniska partiklar uppvisar sammanflätning", "Medeltida kungar regerade Frankrike"] * 10
    assert not fits_taxonomy(strange, [tag] * 20)
    assert fits_taxonomy([concern.text for concern in shipped_concerns() if concern.lang == "sv"][:40], [tag] * 40)
