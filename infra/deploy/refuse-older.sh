#!/usr/bin/env bash
# Refuses to put a stage back: run approvals can wait for days, and the oldest may be given last. Going back is what rollback.yml is for.
#   refuse-older.sh <commit> <commit that is deployed>...
# Fails where one of the deployed commits came after <commit>.
set -euo pipefail
commit="$1"
shift
for deployed in "$@"; do
  [ "$deployed" = "$commit" ] && continue
  if git cat-file -e "$deployed^{commit}" 2>/dev/null && git merge-base --is-ancestor "$commit" "$deployed"; then
    echo "::error::$deployed is deployed, and came after $commit. To go back on purpose run the workflow rollback."
    exit 1
  fi
done
