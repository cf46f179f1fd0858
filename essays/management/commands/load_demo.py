"""Makes the public sample essay, and a teacher and a student to try it with."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from essays.services.demo import demo_person, let_comment, load_demo


class Command(BaseCommand):
    help = (
        "Makes the public sample essay with its map, and the accounts teacher and student with "
        "random passwords, which are printed once. What is there already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            people = [
                demo_person("teacher", name="Demo teacher"),
                demo_person("student", name="Demo student"),
            ]
            essay = load_demo(people[0].user)
            let_comment(essay, people[1].user)
        for person in people:
            told = person.password or "(as before)"
            self.stdout.write(f"{person.user.username}\t{told}")
        self.stdout.write(f"/essays/{essay.pk}/")
