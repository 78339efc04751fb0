#!/usr/bin/env bash
# Damages workbooks in many ways and lets the program read them under limits of memory and time. For any content, a
# command answers, refuses or reports a problem (exit code 0, 1 or 2); it never panics, aborts or runs without end.
#
#     tests/fuzz/mutants.sh target/debug/license-workbook [COUNT] [SEED]
#
# Prints every other result with its input file, which is kept in the folder named at the end; then the exit code is 1.
# Needs python3, which makes the damage.
set -euo pipefail
program="$(realpath "$1")"
count="${2:-2000}"
seed="${3:-1}"
desk="$(mktemp -d)"
export LICENSE_WORKBOOK_STATE_DIR="$desk/state" LANG=en_US.UTF-8
cd "$desk"
run() { "$program" "$@" >/dev/null 2>&1 || true; }

# A workbook with every kind of record, and a workbook with a packed history.
run new -o plain.ron --today 2026-11-24
run set plain.ron 五-3 --status met --statement "两名专员" --note "内部" --owner 赵强 --author 王芳
run set plain.ron 七-1 --due 2027-03-01 --author 王芳
run set plain.ron 六-1 --status not_applicable --reason "不适用" --author 赵强
printf 'evidence' >proof.txt
run attach plain.ron 五-3 proof.txt --valid-until 2027-12-31 --author 王芳
run event add plain.ron registered_capital_changed --on 2026-11-16 --author 王芳
run freeze plain.ron --purpose "年报" --author 王芳
cp plain.ron packed.ron
for n in $(seq 300); do run set packed.ron 五-3 --note "note $n" --author 王芳; done
cp plain.ron other.ron
run set other.ron 五-3 --note "other" --author 赵强

cat >damage.py <<'PYTHON'
import base64, random, re, sys, zlib
number, seed = int(sys.argv[1]), int(sys.argv[2])
chance = random.Random(seed * 1_000_003 + number)
text = open(chance.choice(["plain.ron", "packed.ron"]), encoding="utf-8").read()
DAYS = ["262142-12-31", "+262142-12-31", "-262143-01-01", "9999-12-31", "0001-01-01", "0000-02-29", "1969-12-31"]
MOMENTS = ["+262142-12-31T23:59:59Z", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"]
NUMBERS = ["0", "4294967295", "18446744073709551615", "-1", "99999999999999999999", "2147483648"]
TOKENS = ["(", ")", "{", "}", "[", "]", '"', "\\", "/*", "//", "Some(", "None", 'r#"', "\0", "\u202e", ",", "[" * 500, "x" * 100000]

def places(pattern, text):
    return list(re.finditer(pattern, text))

def damage(text):
    # Mostly damage that leaves the file readable.
    kind = chance.choice([0, 1, 2, 3, 4] + [5, 6, 7, 8, 9] * 4)
    at = chance.randrange(len(text))
    length = chance.randrange(1, 400)
    if kind == 0:
        return text[:at] + chance.choice(TOKENS) + text[at:]
    if kind == 1:
        return text[:at] + text[at + length:]
    if kind == 2:
        return text[:at] + text[at:at + length] * chance.choice([2, 3, 200]) + text[at + length:]
    if kind == 3:
        return text[:at] + chr(chance.randrange(1, 0x300)) + text[at + 1:]
    if kind == 4:
        return text[:at]
    wanted = {5: r'"\d{4}-\d\d-\d\d"', 6: r'"\d{4}-\d\d-\d\dT[^"]*"', 7: r"\b\d+\b", 8: r'"[0-9a-f]{16}-\d+"', 9: r"\w+: \w+,"}[kind]
    found = places(wanted, text)
    if not found:
        return text
    place = chance.choice(found)
    instead = {
        5: lambda: '"' + chance.choice(DAYS) + '"',
        6: lambda: '"' + chance.choice(MOMENTS) + '"',
        7: lambda: chance.choice(NUMBERS),
        8: lambda: chance.choice(found).group(),
        9: lambda: chance.choice(found).group(),
    }[kind]()
    return text[:place.start()] + instead + text[place.end():]

# Packed parts are unpacked, damaged and packed again.
packs = places(r'"(eN[A-Za-z0-9+/=]{100,})"', text)
if packs and chance.random() < 0.5:
    place = chance.choice(packs)
    inside = zlib.decompress(base64.b64decode(place.group(1))).decode("utf-8", "replace")
    for _ in range(chance.randrange(1, 3)):
        inside = damage(inside) if inside else inside
    again = base64.b64encode(zlib.compress(inside.encode("utf-8", "replace"))).decode()
    text = text[:place.start(1)] + again + text[place.end(1):]
else:
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        text = damage(text) if text else text
open("mutant.ron", "w", encoding="utf-8", errors="replace", newline="").write(text)
PYTHON

bad=0
opened=0
for number in $(seq "$count"); do
    python3 damage.py "$number" "$seed"
    formats=(html json ics md)
    [ $((number % 25)) = 0 ] && formats+=(pdf docx xlsx)
    commands=("check mutant.ron --today 2026-11-24" "info mutant.ron --json" "verify mutant.ron" "history mutant.ron"
        "evidence mutant.ron" "snapshots mutant.ron" "report mutant.ron --year 2025 --json" "event list mutant.ron"
        "merge plain.ron mutant.ron -o merged.ron --force" "merge mutant.ron other.ron -o merged.ron --force"
        "diff plain.ron mutant.ron" "set mutant.ron 五-3 --note y --author 王芳"
        "snapshot mutant.ron --format $(IFS=,; echo "${formats[*]}") --with-history --with-notes -o out.zip --today 2026-11-24")
    for command in "${commands[@]}"; do
        rm -f out.zip merged.ron
        status=0
        # shellcheck disable=SC2086
        (ulimit -v 1500000; exec timeout 60 "$program" $command) >out.txt 2>&1 || status=$?
        case "$command:$status" in check*:0 | check*:1) opened=$((opened + 1)) ;; esac
        if [ "$status" -gt 2 ]; then
            bad=$((bad + 1))
            cp mutant.ron "bad-$number.ron"
            echo "exit $status: $command, mutant $number: $(grep -m1 -a 'panicked\|memory\|overflow' out.txt) $(grep -a -m1 -A1 panicked out.txt | tail -1)"
        fi
    done
done
echo "$count mutants, $opened opened, $bad ended otherwise than by an answer; in $desk"
[ "$bad" = 0 ]
