"""A program that keeps an SQLite database busy, and a check of its copy.

    busy_database.py write FILE JOURNAL_MODE ROWS    commits in bursts until it is killed
    busy_database.py check FILE ROWS                 prints "whole", or what is wrong with it

Every transaction moves values from table a to table b, and counts the rows that it adds: the sum of both tables and the
number of rows are known at any moment.
"""

import os
import random
import sqlite3
import sys
import time

VALUE = 1000


def create(db, rows):
    db.execute("create table a(id integer primary key, v integer, t blob)")
    db.execute("create table b(id integer primary key, v integer, t blob)")
    db.execute("create table n(count integer)")
    db.execute("create index a_by_value on a(v)")
    db.execute("begin")
    db.execute("insert into n values(?)", (rows,))
    for i in range(rows):
        for table in "ab":
            db.execute(f"insert into {table} values(?, ?, ?)", (i, VALUE, os.urandom(200)))
    db.execute("commit")


def commit(db, rows, chance):
    db.execute("begin immediate")
    for _ in range(chance.randint(1, 8)):
        amount = chance.randint(1, 50)
        db.execute("update a set v = v - ?, t = ? where id = ?", (amount, os.urandom(200), chance.randrange(rows)))
        db.execute("update b set v = v + ?, t = ? where id = ?", (amount, os.urandom(200), chance.randrange(rows)))
    if chance.random() < 0.2:
        db.execute("insert into a values(null, 0, ?)", (os.urandom(200),))
        db.execute("update n set count = count + 1")
    db.execute("commit")


def write(path, mode, rows):
    chance = random.Random(mode)
    db = sqlite3.connect(path, isolation_level=None, timeout=30)
    db.execute(f"pragma journal_mode={mode}")
    db.execute("pragma synchronous=off")
    db.execute("pragma wal_autocheckpoint=60")
    create(db, rows)
    print("ready", flush=True)
    while True:
        end = time.monotonic() + chance.random() * 0.08
        while time.monotonic() < end:
            commit(db, rows, chance)
        time.sleep(chance.random() * 0.4)


def check(path, rows):
    try:
        db = sqlite3.connect(path)
        state = db.execute("pragma integrity_check").fetchone()[0]
        values = sum(db.execute(f"select sum(v) from {table}").fetchone()[0] for table in "ab")
        counted = db.execute("select count(*) from a").fetchone() == db.execute("select count from n").fetchone()
    except sqlite3.Error as e:
        return str(e)
    return "whole" if (state, values, counted) == ("ok", 2 * VALUE * rows, True) else f"{state} {values} {counted}"


if sys.argv[1] == "write":
    write(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    print(check(sys.argv[2], int(sys.argv[3])))
