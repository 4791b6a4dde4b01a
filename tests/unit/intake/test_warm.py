"""What a web process reads before its first sender."""

from dialogue.screening import warm
from nlp import language
from nlp.masking.name_lists import name_lists


def test_lists_and_profiles_are_read_beforehand() -> None:
    name_lists.cache_clear()
    language._profiles.cache_clear()
    warm()
    assert name_lists.cache_info().currsize == 1
    assert language._profiles.cache_info().currsize == 1
