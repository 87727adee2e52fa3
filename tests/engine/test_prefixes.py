from bioai_desktop.engine.backend import Row
from bioai_desktop.engine.prefixes import MOST, Prefix, Prefixes, common
from tests.engine.scripted import ScriptedBackend


def _feed(backend: ScriptedBackend, prefix: Prefix) -> None:
    backend.decode([Row(prefix.tokens[at], at, prefix.sequence, wanted=False) for at in range(prefix.fed, len(prefix.tokens))])
    prefix.fed = len(prefix.tokens)


def test_the_same_beginning_is_kept_once() -> None:
    prefixes = Prefixes(ScriptedBackend())

    first = prefixes.obtain((1, 2, 3), room=10)

    assert first is not None
    assert prefixes.obtain((1, 2, 3), room=0) is first
    assert prefixes.obtain((1, 2, 4, 5), room=3) is None
    assert prefixes.cells == 3


def test_a_new_beginning_shares_what_it_can() -> None:
    backend = ScriptedBackend()
    prefixes = Prefixes(backend)
    first = prefixes.obtain((1, 2, 3, 4), room=100)
    assert first is not None
    _feed(backend, first)

    second = prefixes.obtain((1, 2, 3, 9, 9), room=100)

    assert second is not None
    assert second.fed == 3
    assert backend.used == 4


def test_the_longest_unused_goes_first_and_users_keep_theirs() -> None:
    prefixes = Prefixes(ScriptedBackend())
    kept = [prefixes.obtain((number, number), room=100) for number in range(MOST)]
    assert kept[0] is not None
    kept[0].users = 1
    prefixes.obtain((1, 1), room=100)

    assert prefixes.obtain((77, 77), room=100) is not None

    assert prefixes.holds((0, 0))
    assert prefixes.holds((1, 1))
    assert not prefixes.holds((2, 2))


def test_room_is_made_only_from_what_nobody_needs() -> None:
    prefixes = Prefixes(ScriptedBackend())
    for number in range(3):
        prefixes.obtain((number,) * 10, room=100)

    assert prefixes.release(15, keep=(0,) * 10) == 20
    assert prefixes.holds((0,) * 10)
    assert prefixes.release(1, keep=(0,) * 10) == 0


def test_after_an_interruption_half_a_beginning_is_forgotten() -> None:
    backend = ScriptedBackend()
    prefixes = Prefixes(backend)
    done, half = prefixes.obtain((1, 2), room=100), prefixes.obtain((5, 6), room=100)
    assert done is not None
    assert half is not None
    _feed(backend, done)
    half.users = 1

    prefixes.interrupted()

    assert prefixes.holds((1, 2))
    assert not prefixes.holds((5, 6))
    assert backend.used == 2


def test_common_counts_equal_tokens() -> None:
    assert common((1, 2, 3), (1, 2, 4)) == 2
    assert common((1, 2), (1, 2, 3)) == 2
    assert common((), (1,)) == 0
