set -euo pipefail

curl -sS --fail-with-body --max-time 60 "$APIFRAME_V2_API_URL/v2/uploads" \
  -A "$USER_AGENT" -H "X-API-Key: $APIFRAME_V2_API_KEY" -F file=@photo.png
