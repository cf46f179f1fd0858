"""The demo on this machine: it starts from nothing, keeps what people do, and stops on Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.cookiejar import CookieJar
from io import StringIO
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from django.core.management import CommandError, call_command

from essays.models import Essay, Membership, User
from essays.services.demo import DEMO_ID, demo_graph
from tests.server import ROOT, free_port


def environment(folder):
    """The real settings on a database of its own; the font is not what is tried here."""
    (folder / "static" / "fonts").mkdir(parents=True, exist_ok=True)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ARGMAP_")}
    ours.pop("DATABASE_URL", None)
    return {**ours, "DJANGO_SETTINGS_MODULE": "argmap.settings", "ARGMAP_VAR": str(folder)}


@contextmanager
def demo(folder):
    """Runs the command; gives its process and address as soon as it answers."""
    port = free_port()
    command = [sys.executable, "manage.py", "demo", "--port", str(port)]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process, wait_for(process, f"http://127.0.0.1:{port}")
    finally:
        if process.poll() is None:
            process.kill()
        process.stdout.close()
        process.wait()


def wait_for(process, url):
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with build_opener().open(f"{url}/readyz", timeout=5):
                return url
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(process.stdout.read())


def press_ctrl_c(process):
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=20)
    return process.returncode, output


def sign_in(url, name, password):
    """The address at which a person ends up after the sign-in form."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{url}/accounts/sign-in/") as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
    fields = {"csrfmiddlewaretoken": token, "username": name, "password": password}
    with browser.open(f"{url}/accounts/sign-in/", urlencode(fields).encode()) as page:
        return page.url


def manage(folder, *words):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_demo_starts_from_nothing_stops_on_ctrl_c_and_keeps_what_people_did(tmp_path):
    with demo(tmp_path) as (process, url):
        with build_opener().open(url) as page:
            assert "de-Stalinisation" in page.read().decode()
        for view in ("outline", "map"):
            with build_opener().open(f"{url}/essays/{DEMO_ID}/?view={view}") as page:
                assert page.read().decode().count("data-node=") == len(demo_graph().nodes)
        for name in ("teacher", "student"):
            assert sign_in(url, name, f"{name}-demo") == f"{url}/essays/"
        code, output = press_ctrl_c(process)
    assert code == 0
    assert f"{url}/" in output
    assert "teacher-demo" in output
    assert "Traceback" not in output
    rename = (
        f"from essays.models import *; Essay.objects.filter(pk='{DEMO_ID}').update(title='Ours')"
    )
    assert manage(tmp_path, "shell", "--command", rename)[0] == 0
    with demo(tmp_path) as (process, url):
        with build_opener().open(url) as page:
            assert "Ours" in page.read().decode()
        assert press_ctrl_c(process)[0] == 0


def test_the_demo_says_when_its_port_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="Choose another"):
            call_command("demo", port=str(taken.getsockname()[1]))


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_the_demo_refuses_what_is_no_port(port):
    with pytest.raises(CommandError, match="from 1 to 65535"):
        call_command("demo", f"--port={port}")


def test_the_demo_takes_no_site_that_others_reach(settings):
    settings.SITE_URL = "https://maps.example.org"
    with pytest.raises(CommandError, match="this machine alone"):
        call_command("demo", port=str(free_port()))


@pytest.mark.django_db
def test_load_demo_prints_random_passwords_once():
    first, second = StringIO(), StringIO()
    call_command("load_demo", stdout=first)
    call_command("load_demo", stdout=second)
    people = dict(line.split("\t") for line in first.getvalue().splitlines()[:2])
    for name, password in people.items():
        assert User.objects.get(username=name).check_password(password)
        assert password not in second.getvalue()
        assert not User.objects.get(username=name).check_password(f"{name}-demo")
    assert Essay.objects.get().owner.username == "teacher"
    roles = set(Membership.objects.values_list("user__username", "role"))
    assert roles == {("teacher", "owner"), ("student", "commenter")}
    assert first.getvalue().splitlines()[-1] == f"/essays/{DEMO_ID}/"
