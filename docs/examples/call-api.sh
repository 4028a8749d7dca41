#!/bin/sh
# Sends the operation in a file: sh call-api.sh list-webhooks.graphql '{"first": 10}'
# API_URL has the address of the API, API_TOKEN a token.
set -eu
query=$(tr '\t' ' ' <"$1" | sed 's/\\/\\\\/g; s/"/\\"/g; s/$/\\n/' | tr -d '\n')
printf '{"query": "%s", "variables": %s}' "$query" "${2:-null}" |
  curl --silent --show-error "$API_URL" --data-binary @- \
    --header 'content-type: application/json' \
    --header "authorization: Bearer $API_TOKEN"
