set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o answer.json "$APIFRAME_API_URL/fetch-many" \
  -A "$USER_AGENT" -H "Authorization: $APIFRAME_API_KEY" -H 'content-type: application/json' \
  -d "{ \"task_ids\": [\"$TASK_ID\", \"$OTHER_TASK_ID\"] }"

NUMBER=0
for LINK in $(grep -oE '"image_url" *: *"[^"]+"' answer.json | cut -d '"' -f 4); do
  NUMBER=$((NUMBER + 1))
  curl -sS --fail --max-time 60 -o "result-$NUMBER.png" "$LINK"
done
