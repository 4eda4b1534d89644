"""Puts the lessons that are not there yet into a student's home: python give_lessons.py LESSONS HOME"""

import shutil
import sys
from pathlib import Path

lessons, home = map(Path, sys.argv[1:])
own = home / "breaking-symmetry"
own.mkdir(parents=True, exist_ok=True)
for lesson in lessons.glob("*.ipynb"):
    if not (own / lesson.name).exists():
        shutil.copyfile(lesson, own / lesson.name)
