set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o loras.json "$FREEPIK_API_URL/v1/ai/loras" \
  -A "$USER_AGENT" -H "$FREEPIK_API_HEADER: $FREEPIK_API_KEY"

grep -oE '"name" *: *"[^"]+"' loras.json | cut -d '"' -f 4
