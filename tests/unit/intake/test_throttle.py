"""Slowing down a flood without knowing whose it is."""

from dialogue.throttle import DAY, MOST_BUCKETS, Limit, Throttle, nearest_address

FEW = Limit("few", 3, 30)


def test_the_limit_holds_and_fills_again_evenly() -> None:
    throttle = Throttle()
    assert [throttle.allows(FEW, "a", 100.0) for _ in range(4)] == [True, True, True, False]
    assert throttle.allows(FEW, "b", 100.0)
    assert not throttle.allows(FEW, "a", 109.0)
    assert throttle.allows(FEW, "a", 110.1)
    assert not throttle.allows(FEW, "a", 110.2)


def test_limits_do_not_share_a_bucket() -> None:
    throttle = Throttle()
    assert all(throttle.allows(Limit(name, 1, 30), "a", 5.0) for name in ("one", "two"))


def test_nothing_of_the_address_is_kept_and_all_is_forgotten_next_day() -> None:
    throttle = Throttle()
    for _ in range(3):
        throttle.allows(FEW, "198.51.100.7", 10.0)
    assert "198.51" not in repr(vars(throttle))
    assert not throttle.allows(FEW, "198.51.100.7", 10.0)
    assert throttle.allows(FEW, "198.51.100.7", 10.0 + DAY)


def test_memory_is_bounded() -> None:
    throttle = Throttle()
    for number in range(MOST_BUCKETS + 50):
        throttle.allows(FEW, str(number), 1.0)
    assert len(vars(throttle)["_buckets"]) == MOST_BUCKETS


def test_only_trusted_proxies_are_believed() -> None:
    assert nearest_address("10.0.0.1", "6.6.6.6, 7.7.7.7", 0) == "10.0.0.1"
    assert nearest_address("10.0.0.1", "6.6.6.6, 7.7.7.7", 1) == "7.7.7.7"
    assert nearest_address("10.0.0.1", "", 1) == "10.0.0.1"
    assert nearest_address(None, "", 0) == ""
