set -euo pipefail

curl -sS --fail-with-body --max-time 30 -o answer.json "$APIFRAME_API_URL/flux-imagine" \
  -A "$USER_AGENT" -H "Authorization: $APIFRAME_API_KEY" -H 'content-type: application/json' \
  -d '{ "model": "flux-pro", "prompt": "a sunflower field in the wind", "width": 1024, "height": 768, "steps": 25 }'
TASK=$(grep -oE '"task_id" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
echo "Task $TASK"

END=$((SECONDS + 900))
until grep -q '"image_url"' answer.json; do
  if grep -qE '"status" *: *"(failed|error)"' answer.json; then cat answer.json >&2; exit 1; fi
  if [ "$SECONDS" -gt "$END" ]; then echo "Still not finished" >&2; exit 1; fi
  sleep 3
  curl -sS --fail-with-body --retry 3 --max-time 30 -o answer.json "$APIFRAME_API_URL/fetch" \
    -A "$USER_AGENT" -H "Authorization: $APIFRAME_API_KEY" -H 'content-type: application/json' -d "{ \"task_id\": \"$TASK\" }"
done

LINK=$(grep -oE '"image_url" *: *"[^"]+"' answer.json | cut -d '"' -f 4)
curl -sS --fail --max-time 60 -o result.png "$LINK"
