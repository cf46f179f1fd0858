from concurrent.futures import ThreadPoolExecutor

from argmap.keys import kept_key


def test_many_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_key, [tmp_path / "key"] * 32))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
