"""The scan for what grows beyond chance."""

import dataclasses
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.emerging import Alarm, Observation, find_alarms
from nlp.emerging.neighbours import MAX_AREAS, circles
from nlp.types import Area

LAST = date(2026, 11, 22)
TOPICS = [f"topic{number}" for number in range(12)]
# a row of six villages ten kilometres apart, and one place that is on no map
AREAS = [Area(f"a{number}", f"A{number}", lat=56.0 + number * 0.09, lon=14.0) for number in range(6)]
AREAS.append(Area("elsewhere", "Elsewhere"))
CODES = [area.code for area in AREAS]


def texts(count: int, seed: int, weeks: int = 52) -> list[Observation]:
    """Texts without any pattern, each on a day and topic of its own accord."""
    random = np.random.default_rng(seed)
    shares = 1 / np.arange(2, 2 + len(TOPICS))
    return [
        Observation(
            TOPICS[random.choice(len(TOPICS), p=shares / shares.sum())],
            CODES[random.integers(len(CODES))],
            LAST - timedelta(days=int(random.integers(7 * weeks))),
            "web",
        )
        for _ in range(count)
    ]


def outbreak(topic: str, areas: list[str], weeks: int, a_week: int) -> list[Observation]:
    """Texts on different days of each of the last weeks."""
    return [
        Observation(topic, area, LAST - timedelta(days=7 * week + day), "sms")
        for week in range(weeks)
        for day in range(a_week)
        for area in areas
    ]


def test_chance_gives_alarms_as_seldom_as_their_p_says() -> None:
    smallest = [
        min((alarm.p for alarm in found), default=1.0)  # nothing grows: as usual as can be
        for found in (
            find_alarms(texts(400, seed), AREAS, LAST, min_recurrence_days=0, replicates=99) for seed in range(100)
        )
    ]
    for level in (0.1, 0.25, 0.5, 0.75):
        share = np.mean(np.array(smallest) <= level)
        assert share == pytest.approx(level, abs=0.15)


def test_a_planted_outbreak_is_found_in_its_area_and_weeks() -> None:
    (alarm, *others) = find_alarms(texts(600, 1) + outbreak("topic5", ["a3"], weeks=3, a_week=4), AREAS, LAST)
    assert (alarm.topic, alarm.areas, others) == ("topic5", ("a3",), [])
    assert (alarm.first_day, alarm.last_day) == (LAST - timedelta(days=20), LAST)
    assert alarm.observed >= 12 > 3 > alarm.expected
    assert alarm.distinct_days >= 12
    assert alarm.recurrence_days >= 700


def test_an_outbreak_in_two_neighbouring_areas_is_one_alarm() -> None:
    (alarm, *_) = find_alarms(texts(600, 2) + outbreak("topic5", ["a1", "a2"], weeks=2, a_week=3), AREAS, LAST)
    assert alarm.topic == "topic5"
    assert {"a1", "a2"} <= set(alarm.areas)


def campaign(seed: int) -> list[Observation]:
    """As many texts in two weeks as in a usual year, on everything everywhere."""
    return texts(600, seed, weeks=2)


def meeting(seed: int) -> list[Observation]:
    """One evening in one area, on everything."""
    return [Observation(o.topic, "a2", LAST, "meeting") for o in texts(60, seed)]


@pytest.mark.parametrize("burst", [campaign, meeting])
def test_what_raises_everything_gives_no_more_alarms_than_chance(burst: Callable[[int], list[Observation]]) -> None:
    found = [find_alarms(texts(600, seed) + burst(seed + 100), AREAS, LAST, replicates=99) for seed in range(25)]
    assert sum(map(bool, found)) <= 4


def test_a_class_in_one_lesson_is_one_event() -> None:
    quiet = texts(600, 7)
    lesson = [Observation("topic9", area, LAST - timedelta(days=2), "web") for area in CODES for _ in range(25)]
    assert find_alarms(quiet + lesson, AREAS, LAST) == ()


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_few_texts_are_too_few_to_say(count: int) -> None:
    assert find_alarms(outbreak("topic1", ["a1"], 1, 7)[:count], AREAS, LAST) == ()


def test_one_topic_alone_cannot_grow_beyond_itself() -> None:
    assert find_alarms(outbreak("topic1", ["a1"], 8, 7), AREAS, LAST) == ()


def test_texts_without_a_place_and_unknown_places_stand_alone() -> None:
    for place, areas in ((None, ()), ("nowhere", ("nowhere",)), ("elsewhere", ("elsewhere",))):
        quiet = [Observation(o.topic, place, o.on, o.channel) for o in texts(150, 8)] + texts(300, 9)
        planted = [Observation(o.topic, place, o.on, "sms") for o in outbreak("topic7", ["a0"], 3, 5)]
        (alarm, *_) = find_alarms(quiet + planted, AREAS, LAST)
        assert (alarm.topic, alarm.areas) == ("topic7", areas)


def test_the_order_of_the_texts_and_a_second_run_change_nothing() -> None:
    known = texts(500, 10) + outbreak("topic3", ["a4"], 2, 6)
    shuffled = [known[number] for number in np.random.default_rng(0).permutation(len(known))]
    first = find_alarms(known, AREAS, seed=3)
    assert first
    assert first == find_alarms(shuffled, AREAS, seed=3) == find_alarms(known, AREAS, seed=3)


def test_texts_after_the_last_day_and_long_ago_are_not_counted() -> None:
    known = texts(500, 11) + outbreak("topic3", ["a4"], 2, 6)
    later = [Observation("topic1", "a1", LAST + timedelta(days=day), "web") for day in range(1, 60)]
    ancient = [Observation("topic1", "a1", date.min, "web"), Observation("topic1", "a1", date.max, "web")]
    assert find_alarms(known + later + ancient, AREAS, LAST) == find_alarms(known, AREAS, LAST)


def test_a_window_may_reach_beyond_the_first_of_all_days() -> None:
    back = LAST - date(1, 2, 1)
    known = [dataclasses.replace(o, on=o.on - back) for o in texts(60, 13, 2) + outbreak("topic3", ["a4"], 1, 7)]
    for alarm in find_alarms(known, AREAS, min_recurrence_days=0, replicates=9):
        assert alarm.first_day >= date.min


def test_no_numpy_leaks_out() -> None:
    (alarm, *_) = find_alarms(texts(500, 12) + outbreak("topic3", ["a4"], 3, 5), AREAS, LAST)
    assert isinstance(alarm, Alarm)
    fields = (alarm.observed, alarm.distinct_days, alarm.expected, alarm.p, alarm.recurrence_days, alarm.topic)
    assert [type(value) for value in fields] == [int, int, float, float, int, str]


def test_circles_grow_over_neighbours_and_hold_each_set_once() -> None:
    found = circles(AREAS, [*CODES, None])
    assert len(set(found)) == len(found)
    assert frozenset({0, 1}) in found
    assert frozenset({0, 2}) not in found
    assert [circle for circle in found if circle & {6, 7}] == [frozenset({6}), frozenset({7})]
    assert max(map(len, found)) == MAX_AREAS


_odd_dates = st.dates() | st.dates(LAST - timedelta(days=80), LAST)
_odd = st.builds(
    Observation,
    topic=st.sampled_from(["a", "b", ""]) | st.text(max_size=3),
    area=st.none() | st.sampled_from(CODES) | st.text(max_size=3),
    on=_odd_dates,
    channel=st.sampled_from(["web", ""]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_odd, max_size=60), st.none() | _odd_dates, st.lists(st.sampled_from(AREAS), max_size=5))
def test_odd_input_gives_alarms_or_none_and_never_a_fault(
    observations: list[Observation], last_day: date | None, areas: list[Area]
) -> None:
    for alarm in find_alarms(observations, areas, last_day, min_recurrence_days=0, replicates=19):
        assert 0 < alarm.p <= 1
        assert alarm.observed >= alarm.distinct_days >= 2
        assert alarm.observed > alarm.expected
        assert alarm.first_day <= alarm.last_day


def run(lines: list[dict[str, object]], tmp_path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    gazetteer = {
        "municipality": {"name": "A"},
        "areas": [{"code": area.code, "name": area.name, "lat": area.lat, "lon": area.lon} for area in AREAS],
    }
    (tmp_path / "areas.json").write_text(json.dumps(gazetteer), "utf-8")
    command = [sys.executable, "-m", "nlp", "emerging", "--areas", str(tmp_path / "areas.json"), *options]
    sent = "".join(f"{json.dumps(line)}\n" for line in lines)
    return subprocess.run(command, input=sent, capture_output=True, text=True, check=False)


def as_lines(observations: list[Observation]) -> list[dict[str, object]]:
    return [
        {"text": "", "area": o.area, "date": o.on.isoformat(), "channel": o.channel, "topics": [{"code": o.topic}]}
        for o in observations
    ]


def test_the_command_answers_with_one_alarm_a_line(tmp_path: Path) -> None:
    known = texts(500, 12) + outbreak("topic3", ["a4"], 3, 5)
    (alarm, *_) = find_alarms(known, AREAS)
    without = [{"text": "", "topic": None}, {"text": "", "topics": [], "date": None}]
    first = json.loads(run(as_lines(known) + without, tmp_path).stdout.splitlines()[0])
    assert first == dataclasses.asdict(alarm) | {
        "areas": list(alarm.areas),
        "first_day": alarm.first_day.isoformat(),
        "last_day": LAST.isoformat(),
    }
    assert run(as_lines(known), tmp_path, "--until", "2020-01-01").stdout == ""


@pytest.mark.parametrize(
    "fields",
    [{"date": "yesterday"}, {"topic": 3}, {"channel": []}, {"topics": "x"}, {"topics": [{}]}, {"topics": {"a": 1}}],
)
def test_a_bad_line_ends_the_command_naming_it(fields: dict[str, object], tmp_path: Path) -> None:
    done = run([{"text": ""}, {"text": "", **fields}], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("line 2: ")
    assert next(iter(fields)) in done.stderr
