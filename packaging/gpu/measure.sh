#!/bin/sh
# Measure the engine on a graphics card: raw rates and texts written by this engine, llama-cpp-python and llama.cpp's server on the card,
# then llama.cpp's own llama-batched-bench on the same file, where that program is on the PATH.
#
#   packaging/gpu/measure.sh cuda|vulkan|metal [MODEL] [FOLDER]
#
# Run from a checkout. MODEL is a name of the catalogue (starter if left out); the figures go to FOLDER (./gpu-figures).
set -eu

kind=${1:?"which kind of card: cuda, vulkan or metal"}
model=${2:-starter}
folder=${3:-gpu-figures}

make setup DEVICE="$kind"
bioai=.venv/bin/bioai
mkdir -p "$folder"
"$bioai" models install "$model"
"$bioai" doctor --json > "$folder/doctor.json" || true # a card that is missing shows in the measure itself
"$bioai" bench --model "$model" --device gpu --json > "$folder/bench.json"

.venv/bin/python - "$folder/bench.json" <<'END'
import json, sys
done = json.load(open(sys.argv[1], encoding="utf-8"))
ours = done["ours"]
if ours["device"].startswith("CPU"):
    sys.exit(f"The engine computed on {ours['device']}: this build has no kernels for the card, or the model did not fit. See doctor.json.")
print(f"{ours['model']} on {ours['device']}")
for name, seconds in ours["sets"].items():
    print(f"  {name}: {seconds:.2f} s, limit {done['limit']['sets'][name]:.2f} s")
END

if command -v llama-batched-bench > /dev/null; then
    file=$("$bioai" models info "$model" --json | .venv/bin/python -c 'import json, sys; print(json.load(sys.stdin)["path"])')
    # The shared set's measures: a prompt of 576 tokens that all have in common, 120 written, by 1, 8 and 24 texts.
    llama-batched-bench -m "$file" -ngl 99 -c 16384 -npp 576 -ntg 120 -npl 1,8,24 -pps --output-format jsonl | tee "$folder/batched-bench.jsonl"
else
    echo "llama-batched-bench is not on the PATH: its figures are missing. It is built by llama.cpp's own CMake project."
fi
