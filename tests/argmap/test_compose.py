"""The compose file: its shape everywhere, and its start commands for real on PostgreSQL."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import yaml
from django.conf import settings

from tests.server import database_url, free_port, granian

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docker-compose.yml"
SECRETS = {
    "ARGMAP_SITE_URL": "https://maps.example.org",
    "ARGMAP_SECRET_KEY": "a-key-for-this-test-alone-Zp8vQ2mX7rT4wK1nB6yH3dF9",
    "POSTGRES_PASSWORD": "forthistestalone",
}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(FILE.read_text())


def _can_compose() -> bool:
    if not shutil.which("docker"):
        return False
    command = ["docker", "compose", "version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_docker_reads_the_file_where_it_is_here(compose):
    if not _can_compose():
        assert set(compose) <= {"name", "services", "volumes", "x-app", "x-environment", "x-ready"}
        return
    command = ["docker", "compose", "--file", str(FILE), "config", "--quiet"]
    subprocess.run(command, env={**os.environ, **SECRETS}, check=True)


def test_every_service_is_a_service(compose):
    for name, service in compose["services"].items():
        assert {"image"} <= set(service), name
        assert set(service) <= {
            *("build", "cap_drop", "command", "depends_on", "env_file", "environment"),
            *("healthcheck", "image", "init", "ports", "read_only", "restart"),
            *("security_opt", "shm_size", "tmpfs", "volumes"),
        }, name
        waits = service.get("depends_on", {})
        assert set(waits) <= set(compose["services"]), name
        for other, how in waits.items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in compose["services"][other], f"{name} waits for {other}"


def test_every_named_volume_is_declared(compose):
    for service in compose["services"].values():
        sources = [volume.partition(":")[0] for volume in service.get("volumes", [])]
        named = {source for source in sources if not source.startswith(".")}
        assert named <= set(compose["volumes"])


def test_the_database_keeps_its_data_where_its_image_does(compose):
    database = compose["services"]["database"]
    assert database["image"].startswith("postgres:18")
    assert database["volumes"] == ["data:/var/lib/postgresql"]


def test_only_the_proxy_is_reached_from_outside(compose):
    assert [name for name, service in compose["services"].items() if "ports" in service] == [
        "proxy"
    ]


def test_no_secret_has_a_default():
    for name in SECRETS:
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", FILE.read_text())
        assert uses, name
        assert all(use.startswith(":?set it to ") for use in uses), name


def test_requests_at_once_fit_into_the_pool(compose):
    web = compose["services"]["web"]
    command = web["command"]
    at_once = int(command[command.index("--backpressure") + 1])
    assert at_once <= int(web["environment"]["ARGMAP_DATABASE_POOL"])
    assert int(command[command.index("--blocking-threads") + 1]) >= at_once
    assert "--workers-lifetime" in command


def test_what_is_old_is_deleted_every_day_by_itself(compose):
    purge, web = compose["services"]["purge"], compose["services"]["web"]
    assert purge["image"] == web["image"]
    assert purge["restart"] == "unless-stopped"
    assert purge["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert "manage.py purge" in purge["command"][-1]
    assert "sleep 86400" in purge["command"][-1]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_daily_command_works_in_the_image(compose, var):
    services = compose["services"]
    for name in ("migrate", "purge"):
        command = [part.replace("sleep 86400", "exit 0") for part in services[name]["command"]]
        environment = {**os.environ, **_environment(services[name], var)}
        subprocess.run(command, cwd=ROOT, env=environment, check=True)


def test_the_proxy_sends_events_alone_to_their_process():
    caddy = (ROOT / "docker" / "Caddyfile").read_text()
    events, rest = caddy.split("handle {", 1)
    assert "handle /events/*" in events
    assert "reverse_proxy events:8000" in events
    assert "encode" not in events
    assert "reverse_proxy web:8000" in rest


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """A folder with what the image's build puts there."""
    folder = tmp_path_factory.mktemp("image")
    # the fonts that were made for the tests
    (folder / "static").symlink_to(Path(settings.VAR) / "static")
    given = {"ARGMAP_VAR": str(folder), "ARGMAP_HASHED_STATIC": "on"}
    environment = {**os.environ, **given, "DJANGO_SETTINGS_MODULE": "argmap.settings"}
    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder


def _environment(service, var) -> dict[str, str]:
    """What the compose file sets, with the values that it takes from outside."""
    return {
        **{key: value for key, value in service["environment"].items() if "${" not in value},
        "ARGMAP_SITE_URL": SECRETS["ARGMAP_SITE_URL"],
        "ARGMAP_SECRET_KEY": SECRETS["ARGMAP_SECRET_KEY"],
        "ARGMAP_VAR": str(var),
        "DJANGO_SETTINGS_MODULE": "argmap.settings",
        "DATABASE_URL": database_url(),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["web", "events"])
def test_the_start_commands_of_the_image_serve(compose, var, name):
    migrate, service = compose["services"]["migrate"], compose["services"][name]
    before = {**os.environ, **_environment(migrate, var)}
    subprocess.run(migrate["command"], cwd=ROOT, env=before, check=True)

    assert service["command"][0] == "granian"
    *options, application = service["command"][1:]
    port = free_port()
    here = ["--host", "127.0.0.1", "--port", str(port), application]
    through_proxy = {"Host": "maps.example.org", "X-Forwarded-Proto": "https"}
    with granian(*options, *here, port=port, environment=_environment(service, var)) as url:
        with urlopen(Request(f"{url}/accounts/sign-in/", headers=through_proxy)) as answer:
            page = answer.read().decode()
        assert answer.headers["Strict-Transport-Security"]
        styles = re.findall(r'href="(/static/css/[^"]+)"', page)
        assert styles
        assert all(re.search(r"\.[0-9a-f]{12}\.css$", style) for style in styles)
        with urlopen(Request(f"{url}{styles[0]}", headers=through_proxy)) as answer:
            assert "immutable" in answer.headers["Cache-Control"]
