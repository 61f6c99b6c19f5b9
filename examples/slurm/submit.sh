#!/bin/bash
# Submits a run in PARTS parts, and what joins them once all are done:
#   NOTES=/data/notes OUT=/data/out KEY_FILE=~/deid.key PARTS=8 ./submit.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${NOTES:?the notes}" "${OUT:?a new folder}" "${KEY_FILE:?the key file}"
export NOTES OUT KEY_FILE PARTS=${PARTS:-8} CONFIG=${CONFIG:-}

parts=$(sbatch --parsable --array="1-$PARTS" "$here/part.sbatch")
sbatch --parsable --dependency="afterok:${parts%%;*}" "$here/merge.sbatch"
