"""Leaving an author out from the factor is the same as training without the author."""

import numpy as np

from nlp.topic_ridge import nobody_first, solve


def test_held_out_scores_are_those_of_a_training_without_the_author() -> None:
    random = np.random.default_rng(3)
    points, target = random.normal(size=(40, 6)), random.normal(size=(40, 3)).astype(np.float32)
    kernel = (points @ points.T).astype(np.float32)
    owners: list[str | None] = [None, "a", "b", "c"] * 10
    order = nobody_first(owners)
    folds = [owners[row] for row in order]
    ordered = kernel[np.ix_(order, order)]
    pull, held_out = solve(ordered.copy(), target[order], np.full(40, 0.5), folds)
    assert np.allclose((ordered + 0.5 * np.eye(40)) @ pull, target[order], atol=1e-3)
    for owner in "abc":
        out = np.array([fold == owner for fold in folds])
        alone = np.linalg.solve(ordered[np.ix_(~out, ~out)] + 0.5 * np.eye(30), target[order][~out])
        assert np.allclose(held_out[out[10:]], ordered[np.ix_(out, ~out)] @ alone, atol=1e-3)


def test_nobodys_texts_alone_leave_nothing_to_hold_out() -> None:
    pull, held_out = solve(np.eye(3, dtype=np.float32), np.eye(3, dtype=np.float32), np.full(3, 1.0), [None] * 3)
    assert np.allclose(pull, np.eye(3) / 2)
    assert held_out.shape == (0, 3)
