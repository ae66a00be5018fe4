"""Who does not answer is left alone for a while, then asked once."""

from threading import Barrier, Thread

from api.crm.breaker import Breaker


def test_it_opens_after_failures_in_a_row_only() -> None:
    breaker = Breaker(failures=3, clock=lambda: 0.0)
    for _ in range(5):
        breaker.failed()
        breaker.failed()
        assert breaker.lets_through()
        breaker.succeeded()
    for _ in range(3):
        breaker.failed()
    assert not breaker.lets_through()


def test_after_a_rest_one_caller_tries_and_its_luck_decides() -> None:
    now = [0.0]
    breaker = Breaker(failures=1, rest=10, clock=lambda: now[0])
    breaker.failed()
    now[0] = 9.9
    assert not breaker.lets_through()
    now[0] = 10.0
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.failed()
    now[0] = 19.9
    assert not breaker.lets_through()
    now[0] = 20.0
    assert breaker.lets_through()
    breaker.succeeded()
    assert [breaker.lets_through() for _ in range(3)] == [True, True, True]


def test_a_trial_that_never_ends_is_followed_by_another() -> None:
    now = [0.0]
    breaker = Breaker(failures=1, rest=10, clock=lambda: now[0])
    breaker.failed()
    now[0] = 10.0
    assert breaker.lets_through()
    now[0] = 20.0
    assert breaker.lets_through()


def test_of_many_callers_at_once_one_tries() -> None:
    now, start, through = [0.0], Barrier(8), []
    breaker = Breaker(failures=1, rest=10, clock=lambda: now[0])
    breaker.failed()
    now[0] = 10.0

    def call() -> None:
        start.wait()
        through.append(breaker.lets_through())

    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(through) == [False] * 7 + [True]
