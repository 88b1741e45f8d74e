/**
 * Generated from openapi.yaml by `npm run generate`. Do not edit.
 */

/** What each operation may answer, by status; the names are those of `answers`. */
export const operations = {
 "createChatCompletion": {
  "method": "post",
  "path": "/v1/chat/completions",
  "answers": {
   "200": "createChatCompletion200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "403": "QoderAuthenticationFailed",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "createAzureChatCompletion": {
  "method": "post",
  "path": "/openai/deployments/{model}/chat/completions",
  "answers": {
   "200": "createAzureChatCompletion200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "403": "QoderAuthenticationFailed",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "createResponse": {
  "method": "post",
  "path": "/v1/responses",
  "answers": {
   "200": "createResponse200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "403": "QoderAuthenticationFailed",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "retrieveResponse": {
  "method": "get",
  "path": "/v1/responses/{response_id}",
  "answers": {
   "200": "retrieveResponse200",
   "401": "InvalidApiKey",
   "404": "ResponseNotFound",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "deleteResponse": {
  "method": "delete",
  "path": "/v1/responses/{response_id}",
  "answers": {
   "200": "deleteResponse200",
   "401": "InvalidApiKey",
   "404": "ResponseNotFound",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "cancelResponse": {
  "method": "post",
  "path": "/v1/responses/{response_id}/cancel",
  "answers": {
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "404": "ResponseNotFound",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "listInputItems": {
  "method": "get",
  "path": "/v1/responses/{response_id}/input_items",
  "answers": {
   "200": "listInputItems200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "404": "ResponseNotFound",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "createCompletion": {
  "method": "post",
  "path": "/v1/completions",
  "answers": {
   "200": "createCompletion200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "403": "QoderAuthenticationFailed",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "createMessage": {
  "method": "post",
  "path": "/v1/messages",
  "answers": {
   "200": "createMessage200",
   "400": "AnthropicBadRequest",
   "401": "AnthropicInvalidApiKey",
   "403": "AnthropicQoderAuthenticationFailed",
   "404": "AnthropicModelDisabled",
   "408": "AnthropicRequestTimeout",
   "413": "AnthropicPayloadTooLarge",
   "415": "AnthropicUnsupportedMediaType",
   "429": "AnthropicTooManyRequests",
   "500": "AnthropicInternalError",
   "502": "AnthropicBadGateway",
   "503": "AnthropicServiceUnavailable",
   "504": "AnthropicGatewayTimeout"
  }
 },
 "countMessageTokens": {
  "method": "post",
  "path": "/v1/messages/count_tokens",
  "answers": {
   "200": "countMessageTokens200",
   "400": "AnthropicBadRequest",
   "401": "AnthropicInvalidApiKey",
   "404": "AnthropicModelDisabled",
   "408": "AnthropicRequestTimeout",
   "413": "AnthropicPayloadTooLarge",
   "415": "AnthropicUnsupportedMediaType",
   "429": "AnthropicTooManyRequests",
   "500": "AnthropicInternalError",
   "503": "AnthropicServiceUnavailable"
  }
 },
 "listModels": {
  "method": "get",
  "path": "/v1/models",
  "answers": {
   "200": "listModels200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "retrieveModel": {
  "method": "get",
  "path": "/v1/models/{model}",
  "answers": {
   "200": "retrieveModel200",
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "404": "ModelNotFound",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "createEmbedding": {
  "method": "post",
  "path": "/v1/embeddings",
  "answers": {
   "400": "BadRequest",
   "401": "InvalidApiKey",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "501": "NotImplemented",
   "503": "ServiceUnavailable"
  }
 },
 "createSession": {
  "method": "post",
  "path": "/dashboard/api/session",
  "answers": {
   "200": "createSession200",
   "400": "BadRequest",
   "401": "InvalidPassword",
   "403": "CrossOriginRequest",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "retrieveSession": {
  "method": "get",
  "path": "/dashboard/api/session",
  "answers": {
   "200": "retrieveSession200",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "deleteSession": {
  "method": "delete",
  "path": "/dashboard/api/session",
  "answers": {
   "200": "deleteSession200",
   "401": "NotSignedIn",
   "403": "CrossOriginRequest",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "getOverview": {
  "method": "get",
  "path": "/dashboard/api/overview",
  "answers": {
   "200": "getOverview200",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "getMetricsHistory": {
  "method": "get",
  "path": "/dashboard/api/metrics",
  "answers": {
   "200": "getMetricsHistory200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "streamDashboardEvents": {
  "method": "get",
  "path": "/dashboard/api/events",
  "answers": {
   "200": "streamDashboardEvents200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "listRequestLogs": {
  "method": "get",
  "path": "/dashboard/api/requests",
  "answers": {
   "200": "listRequestLogs200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "clearRequestLogs": {
  "method": "delete",
  "path": "/dashboard/api/requests",
  "answers": {
   "200": "clearRequestLogs200",
   "401": "NotSignedIn",
   "403": "CrossOriginRequest",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "exportRequestLogs": {
  "method": "get",
  "path": "/dashboard/api/requests/export",
  "answers": {
   "200": "exportRequestLogs200",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "retrieveRequestLog": {
  "method": "get",
  "path": "/dashboard/api/requests/{request_id}",
  "answers": {
   "200": "retrieveRequestLog200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "404": "RequestLogNotFound",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "listSystemLogs": {
  "method": "get",
  "path": "/dashboard/api/system-logs",
  "answers": {
   "200": "listSystemLogs200",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "clearSystemLogs": {
  "method": "delete",
  "path": "/dashboard/api/system-logs",
  "answers": {
   "200": "clearSystemLogs200",
   "401": "NotSignedIn",
   "403": "CrossOriginRequest",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "revealApiKey": {
  "method": "post",
  "path": "/dashboard/api/api-keys/reveal",
  "answers": {
   "200": "revealApiKey200",
   "400": "BadRequest",
   "401": "InvalidPassword",
   "403": "CrossOriginRequest",
   "404": "ApiKeyNotFound",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "listDashboardModels": {
  "method": "get",
  "path": "/dashboard/api/models",
  "answers": {
   "200": "listDashboardModels200",
   "401": "NotSignedIn",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "createPlaygroundCompletion": {
  "method": "post",
  "path": "/dashboard/api/chat/completions",
  "answers": {
   "200": "createPlaygroundCompletion200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "403": "PlaygroundForbidden",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "createPlaygroundMessage": {
  "method": "post",
  "path": "/dashboard/api/messages",
  "answers": {
   "200": "createPlaygroundMessage200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "403": "PlaygroundForbidden",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "createPlaygroundResponse": {
  "method": "post",
  "path": "/dashboard/api/responses",
  "answers": {
   "200": "createPlaygroundResponse200",
   "400": "BadRequest",
   "401": "NotSignedIn",
   "403": "PlaygroundForbidden",
   "404": "ModelDisabled",
   "408": "RequestTimeout",
   "413": "PayloadTooLarge",
   "415": "UnsupportedMediaType",
   "429": "TooManyRequests",
   "500": "InternalError",
   "502": "BadGateway",
   "503": "ServiceUnavailable",
   "504": "GatewayTimeout"
  }
 },
 "getLiveness": {
  "method": "get",
  "path": "/healthz",
  "answers": {
   "200": "getLiveness200",
   "500": "InternalError"
  }
 },
 "getReadiness": {
  "method": "get",
  "path": "/readyz",
  "answers": {
   "200": "getReadiness200",
   "500": "InternalError",
   "503": "getReadiness503"
  }
 },
 "getMetrics": {
  "method": "get",
  "path": "/metrics",
  "answers": {
   "200": "getMetrics200",
   "401": "InvalidApiKey",
   "403": "MetricsKeyRequired",
   "429": "TooManyAttempts",
   "500": "InternalError",
   "503": "ServiceUnavailable"
  }
 },
 "getRoot": {
  "method": "get",
  "path": "/",
  "answers": {
   "200": "getRoot200",
   "500": "InternalError"
  }
 },
 "getOpenApiJson": {
  "method": "get",
  "path": "/openapi.json",
  "answers": {
   "200": "getOpenApiJson200",
   "500": "InternalError"
  }
 },
 "getOpenApiYaml": {
  "method": "get",
  "path": "/openapi.yaml",
  "answers": {
   "200": "getOpenApiYaml200",
   "500": "InternalError"
  }
 }
} as const;

/** Content types, each with the names of its examples; the names are those of `values`. */
export const answers = {
 "createChatCompletion200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ChatResponseText",
     "toolCalls": "ChatResponseToolCalls"
    }
   },
   "text/event-stream": {
    "examples": {
     "role": "ChatChunkRole",
     "text": "ChatChunkText",
     "toolCall": "ChatChunkToolCall",
     "toolCallArguments": "ChatChunkToolCallArguments",
     "finish": "ChatChunkFinish",
     "usage": "ChatChunkUsage"
    },
    "stream": {
     "events": [
      "role",
      "text",
      "finish",
      "usage"
     ],
     "end": "[DONE]"
    }
   }
  }
 },
 "BadRequest": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "invalidValue": "ErrorInvalidValue",
     "unsupportedParameter": "ErrorUnsupportedParameter",
     "malformedJson": "ErrorMalformedJson",
     "contextTooLong": "ErrorContextTooLong"
    }
   }
  }
 },
 "InvalidApiKey": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "invalidApiKey": "ErrorInvalidApiKey"
    }
   }
  }
 },
 "QoderAuthenticationFailed": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "qoderAuthFailed": "ErrorQoderAuthFailed"
    }
   }
  }
 },
 "ModelDisabled": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "modelDisabled": "ErrorModelDisabled"
    }
   }
  }
 },
 "RequestTimeout": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "requestTimeout": "ErrorRequestTimeout"
    }
   }
  }
 },
 "PayloadTooLarge": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "payloadTooLarge": "ErrorPayloadTooLarge"
    }
   }
  }
 },
 "UnsupportedMediaType": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "unsupportedMediaType": "ErrorUnsupportedMediaType"
    }
   }
  }
 },
 "TooManyRequests": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "serverBusy": "ErrorServerBusy",
     "rateLimit": "ErrorRateLimitExceeded",
     "keyRateLimit": "ErrorKeyRateLimitExceeded",
     "keyDailyLimit": "ErrorDailyLimitExceeded",
     "quota": "ErrorInsufficientQuota"
    }
   }
  }
 },
 "InternalError": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "internalError": "ErrorInternal"
    }
   }
  }
 },
 "BadGateway": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "qodercliFailed": "ErrorQodercliFailed"
    }
   }
  }
 },
 "ServiceUnavailable": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "shuttingDown": "ErrorShuttingDown"
    }
   }
  }
 },
 "GatewayTimeout": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "timeout": "ErrorTimeout"
    }
   }
  }
 },
 "createAzureChatCompletion200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ChatResponseText",
     "toolCalls": "ChatResponseToolCalls"
    }
   },
   "text/event-stream": {
    "examples": {
     "role": "ChatChunkRole",
     "text": "ChatChunkText",
     "toolCall": "ChatChunkToolCall",
     "toolCallArguments": "ChatChunkToolCallArguments",
     "finish": "ChatChunkFinish",
     "usage": "ChatChunkUsage"
    },
    "stream": {
     "events": [
      "role",
      "text",
      "finish",
      "usage"
     ],
     "end": "[DONE]"
    }
   }
  }
 },
 "createResponse200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ResponsesResponseText",
     "calls": "ResponsesResponseCalls"
    }
   },
   "text/event-stream": {
    "examples": {
     "created": "ResponsesEventCreated",
     "itemAdded": "ResponsesEventItemAdded",
     "text": "ResponsesEventText",
     "reasoning": "ResponsesEventReasoning",
     "arguments": "ResponsesEventArguments",
     "inProgress": "ResponsesEventInProgress",
     "partAdded": "ResponsesEventPartAdded",
     "textDone": "ResponsesEventTextDone",
     "partDone": "ResponsesEventPartDone",
     "itemDone": "ResponsesEventItemDone",
     "completed": "ResponsesEventCompleted",
     "failed": "ResponsesEventFailed"
    },
    "stream": {
     "named": true,
     "events": [
      "created",
      "inProgress",
      "itemAdded",
      "partAdded",
      "text",
      "textDone",
      "partDone",
      "itemDone",
      "completed"
     ]
    }
   }
  }
 },
 "retrieveResponse200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ResponsesResponseText"
    }
   }
  }
 },
 "ResponseNotFound": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "responseNotFound": "ErrorResponseNotFound"
    }
   }
  }
 },
 "TooManyAttempts": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "tooManyAttempts": "ErrorTooManyAttempts"
    }
   }
  }
 },
 "deleteResponse200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "deleted": "ResponsesDeleted"
    }
   }
  }
 },
 "listInputItems200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "items": "ResponsesItemList"
    }
   }
  }
 },
 "createCompletion200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "CompletionResponseText"
    }
   },
   "text/event-stream": {
    "examples": {
     "text": "CompletionChunkText",
     "finish": "CompletionChunkFinish",
     "usage": "CompletionChunkUsage"
    },
    "stream": {
     "events": [
      "text",
      "finish",
      "usage"
     ],
     "end": "[DONE]"
    }
   }
  }
 },
 "createMessage200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "MessageText",
     "toolUse": "MessageToolUse"
    }
   },
   "text/event-stream": {
    "examples": {
     "messageStart": "MessageEventStart",
     "contentBlockStart": "MessageEventBlockStart",
     "contentBlockDelta": "MessageEventBlockDelta",
     "toolInput": "MessageEventToolInput",
     "contentBlockStop": "MessageEventBlockStop",
     "messageDelta": "MessageEventDelta",
     "messageStop": "MessageEventStop",
     "error": "MessageEventError"
    },
    "stream": {
     "named": true,
     "events": [
      "messageStart",
      "contentBlockStart",
      "contentBlockDelta",
      "contentBlockStop",
      "messageDelta",
      "messageStop"
     ]
    }
   }
  }
 },
 "AnthropicBadRequest": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "invalidRequest": "AnthropicErrorInvalidRequest"
    }
   }
  }
 },
 "AnthropicInvalidApiKey": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "authentication": "AnthropicErrorAuthentication"
    }
   }
  }
 },
 "AnthropicQoderAuthenticationFailed": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "permission": "AnthropicErrorPermission"
    }
   }
  }
 },
 "AnthropicModelDisabled": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "modelDisabled": "AnthropicErrorNotFound"
    }
   }
  }
 },
 "AnthropicRequestTimeout": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "slow": "AnthropicErrorSlowBody"
    }
   }
  }
 },
 "AnthropicPayloadTooLarge": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "tooLarge": "AnthropicErrorTooLarge"
    }
   }
  }
 },
 "AnthropicUnsupportedMediaType": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "mediaType": "AnthropicErrorMediaType"
    }
   }
  }
 },
 "AnthropicTooManyRequests": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "rateLimit": "AnthropicErrorRateLimit",
     "attempts": "AnthropicErrorTooManyAttempts"
    }
   }
  }
 },
 "AnthropicInternalError": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "internal": "AnthropicErrorInternal"
    }
   }
  }
 },
 "AnthropicBadGateway": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "failed": "AnthropicErrorApi"
    }
   }
  }
 },
 "AnthropicServiceUnavailable": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "overloaded": "AnthropicErrorOverloaded"
    }
   }
  }
 },
 "AnthropicGatewayTimeout": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "timeout": "AnthropicErrorTimeout"
    }
   }
  }
 },
 "countMessageTokens200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "count": "MessageTokensCountShort"
    }
   }
  }
 },
 "listModels200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "models": "ModelList"
    }
   }
  }
 },
 "retrieveModel200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "model": "ModelNative",
     "publicName": "ModelPublicName",
     "alias": "ModelAlias"
    }
   }
  }
 },
 "ModelNotFound": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "modelNotFound": "ErrorModelNotFound"
    }
   }
  }
 },
 "NotImplemented": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "notImplemented": "ErrorEndpointNotSupported"
    }
   }
  }
 },
 "createSession200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "SessionOpen"
    }
   }
  }
 },
 "InvalidPassword": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "invalidPassword": "ErrorInvalidPassword",
     "notSignedIn": "ErrorNotSignedIn"
    }
   }
  }
 },
 "CrossOriginRequest": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "crossOriginRequest": "ErrorCrossOriginRequest"
    }
   }
  }
 },
 "retrieveSession200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "SessionOpen"
    }
   }
  }
 },
 "NotSignedIn": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "notSignedIn": "ErrorNotSignedIn"
    }
   }
  }
 },
 "deleteSession200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "DeletionDone"
    }
   }
  }
 },
 "getOverview200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "OverviewHealthy"
    }
   }
  }
 },
 "getMetricsHistory200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "MetricsHistoryShort"
    }
   }
  }
 },
 "streamDashboardEvents200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "text/event-stream": {
    "examples": {
     "response": "DashboardEventRequests"
    },
    "stream": {
     "events": [
      "response"
     ]
    }
   }
  }
 },
 "listRequestLogs200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "RequestLogListOne"
    }
   }
  }
 },
 "clearRequestLogs200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "DeletionDone"
    }
   }
  }
 },
 "exportRequestLogs200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "RequestLogExportOne"
    }
   }
  }
 },
 "retrieveRequestLog200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "RequestLogFinished"
    }
   }
  }
 },
 "RequestLogNotFound": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "requestLogNotFound": "ErrorRequestLogNotFound"
    }
   }
  }
 },
 "listSystemLogs200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "SystemLogListOne"
    }
   }
  }
 },
 "clearSystemLogs200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "DeletionDone"
    }
   }
  }
 },
 "revealApiKey200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "RevealedApiKeyDefault"
    }
   }
  }
 },
 "ApiKeyNotFound": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "apiKeyNotFound": "ErrorApiKeyNotFound"
    }
   }
  }
 },
 "listDashboardModels200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "response": "ModelList"
    }
   }
  }
 },
 "createPlaygroundCompletion200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ChatResponseText",
     "toolCalls": "ChatResponseToolCalls"
    }
   },
   "text/event-stream": {
    "examples": {
     "role": "ChatChunkRole",
     "text": "ChatChunkText",
     "toolCall": "ChatChunkToolCall",
     "toolCallArguments": "ChatChunkToolCallArguments",
     "finish": "ChatChunkFinish",
     "usage": "ChatChunkUsage"
    },
    "stream": {
     "events": [
      "role",
      "text",
      "finish",
      "usage"
     ],
     "end": "[DONE]"
    }
   }
  }
 },
 "PlaygroundForbidden": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "crossOriginRequest": "ErrorCrossOriginRequest",
     "qoderAuthFailed": "ErrorQoderAuthFailed"
    }
   }
  }
 },
 "createPlaygroundMessage200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "MessageText",
     "toolUse": "MessageToolUse"
    }
   },
   "text/event-stream": {
    "examples": {
     "messageStart": "MessageEventStart",
     "contentBlockStart": "MessageEventBlockStart",
     "contentBlockDelta": "MessageEventBlockDelta",
     "toolInput": "MessageEventToolInput",
     "contentBlockStop": "MessageEventBlockStop",
     "messageDelta": "MessageEventDelta",
     "messageStop": "MessageEventStop",
     "error": "MessageEventError"
    },
    "stream": {
     "named": true,
     "events": [
      "messageStart",
      "contentBlockStart",
      "contentBlockDelta",
      "contentBlockStop",
      "messageDelta",
      "messageStop"
     ]
    }
   }
  }
 },
 "createPlaygroundResponse200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-qoder-model": "auto"
  },
  "content": {
   "application/json": {
    "examples": {
     "text": "ResponsesResponseText",
     "calls": "ResponsesResponseCalls"
    }
   },
   "text/event-stream": {
    "examples": {
     "created": "ResponsesEventCreated",
     "itemAdded": "ResponsesEventItemAdded",
     "text": "ResponsesEventText",
     "reasoning": "ResponsesEventReasoning",
     "arguments": "ResponsesEventArguments",
     "inProgress": "ResponsesEventInProgress",
     "partAdded": "ResponsesEventPartAdded",
     "textDone": "ResponsesEventTextDone",
     "partDone": "ResponsesEventPartDone",
     "itemDone": "ResponsesEventItemDone",
     "completed": "ResponsesEventCompleted",
     "failed": "ResponsesEventFailed"
    },
    "stream": {
     "named": true,
     "events": [
      "created",
      "inProgress",
      "itemAdded",
      "partAdded",
      "text",
      "textDone",
      "partDone",
      "itemDone",
      "completed"
     ]
    }
   }
  }
 },
 "getLiveness200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "alive": "LivenessOk"
    }
   }
  }
 },
 "getReadiness200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "ready": "ReadinessReady"
    }
   }
  }
 },
 "getReadiness503": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "retry-after": "2"
  },
  "content": {
   "application/json": {
    "examples": {
     "notReady": "ReadinessNotReady"
    }
   }
  }
 },
 "getMetrics200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "text/plain": {
    "examples": {
     "metrics": "Metrics"
    }
   }
  }
 },
 "MetricsKeyRequired": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "x-should-retry": "false"
  },
  "content": {
   "application/json": {
    "examples": {
     "metricsKeyRequired": "ErrorMetricsKeyRequired"
    }
   }
  }
 },
 "getRoot200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "root": "RootDescription"
    }
   }
  }
 },
 "getOpenApiJson200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/json": {
    "examples": {
     "document": "OpenApiDocumentStart"
    }
   }
  }
 },
 "getOpenApiYaml200": {
  "headers": {
   "x-request-id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
  },
  "content": {
   "application/yaml": {
    "examples": {
     "document": "OpenApiDocumentStart"
    }
   }
  }
 }
} as const;

export const values: Readonly<Record<string, unknown>> = {
 "AnthropicErrorApi": {
  "type": "error",
  "error": {
   "type": "api_error",
   "message": "qodercli exited with code 1."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorAuthentication": {
  "type": "error",
  "error": {
   "type": "authentication_error",
   "message": "Incorrect API key provided."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorInternal": {
  "type": "error",
  "error": {
   "type": "api_error",
   "message": "The server had an error while processing the request."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorInvalidRequest": {
  "type": "error",
  "error": {
   "type": "invalid_request_error",
   "message": "Missing required parameter: 'max_tokens'.",
   "details": {
    "error_code": "missing_required_parameter"
   }
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorMediaType": {
  "type": "error",
  "error": {
   "type": "invalid_request_error",
   "message": "The request body must be sent as 'application/json'."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorNotFound": {
  "type": "error",
  "error": {
   "type": "not_found_error",
   "message": "model: The model 'cantus' is disabled for the Qoder account of this server. See /v1/models."
  },
  "request_id": "req_0123456789abcdef"
 },
 "AnthropicErrorOverloaded": {
  "type": "error",
  "error": {
   "type": "overloaded_error",
   "message": "The server is shutting down."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorPermission": {
  "type": "error",
  "error": {
   "type": "permission_error",
   "message": "Not logged in. Your API key for this server is fine: its operator must renew the server's login to Qoder."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorRateLimit": {
  "type": "error",
  "error": {
   "type": "rate_limit_error",
   "message": "Too many requests are waiting. Try again in a moment."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorSlowBody": {
  "type": "error",
  "error": {
   "type": "invalid_request_error",
   "message": "The request body did not arrive in time."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorTimeout": {
  "type": "error",
  "error": {
   "type": "timeout_error",
   "message": "qodercli said nothing for 600 s."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorTooLarge": {
  "type": "error",
  "error": {
   "type": "request_too_large",
   "message": "The request body is too large: Payload content length greater than maximum allowed: 20971520."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "AnthropicErrorTooManyAttempts": {
  "type": "error",
  "error": {
   "type": "rate_limit_error",
   "message": "Too many wrong API keys. Try again in 60 s."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "ChatChunkFinish": {
  "id": "chatcmpl-9f2c1b7a4e6d8035",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "delta": {},
    "logprobs": null,
    "finish_reason": "stop"
   }
  ]
 },
 "ChatChunkRole": {
  "id": "chatcmpl-9f2c1b7a4e6d8035",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "delta": {
     "role": "assistant",
     "content": ""
    },
    "logprobs": null,
    "finish_reason": null
   }
  ]
 },
 "ChatChunkText": {
  "id": "chatcmpl-9f2c1b7a4e6d8035",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "delta": {
     "content": "Once upon"
    },
    "logprobs": null,
    "finish_reason": null
   }
  ],
  "usage": null
 },
 "ChatChunkToolCall": {
  "id": "chatcmpl-5d0e8a3c7b914f26",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "delta": {
     "tool_calls": [
      {
       "index": 0,
       "id": "call_1",
       "type": "function",
       "function": {
        "name": "get_weather",
        "arguments": ""
       }
      }
     ]
    },
    "logprobs": null,
    "finish_reason": null
   }
  ]
 },
 "ChatChunkToolCallArguments": {
  "id": "chatcmpl-5d0e8a3c7b914f26",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "delta": {
     "tool_calls": [
      {
       "index": 0,
       "function": {
        "arguments": "{\"city\":"
       }
      }
     ]
    },
    "logprobs": null,
    "finish_reason": null
   }
  ]
 },
 "ChatChunkUsage": {
  "id": "chatcmpl-9f2c1b7a4e6d8035",
  "object": "chat.completion.chunk",
  "created": 1764000000,
  "model": "auto",
  "choices": [],
  "usage": {
   "prompt_tokens": 14,
   "completion_tokens": 8,
   "total_tokens": 22
  }
 },
 "ChatResponseText": {
  "id": "chatcmpl-9f2c1b7a4e6d8035",
  "object": "chat.completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "message": {
     "role": "assistant",
     "content": "The capital of France is Paris.",
     "refusal": null
    },
    "logprobs": null,
    "finish_reason": "stop"
   }
  ],
  "usage": {
   "prompt_tokens": 14,
   "completion_tokens": 8,
   "total_tokens": 22,
   "prompt_tokens_details": {
    "cached_tokens": 0
   },
   "completion_tokens_details": {
    "reasoning_tokens": 0
   }
  }
 },
 "ChatResponseToolCalls": {
  "id": "chatcmpl-5d0e8a3c7b914f26",
  "object": "chat.completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "index": 0,
    "message": {
     "role": "assistant",
     "content": null,
     "refusal": null,
     "tool_calls": [
      {
       "id": "call_1",
       "type": "function",
       "function": {
        "name": "get_weather",
        "arguments": "{\"city\":\"Paris\"}"
       }
      }
     ]
    },
    "logprobs": null,
    "finish_reason": "tool_calls"
   }
  ],
  "usage": {
   "prompt_tokens": 60,
   "completion_tokens": 15,
   "total_tokens": 75
  }
 },
 "CompletionChunkFinish": {
  "id": "cmpl-2b7e4f1a9c8d6035",
  "object": "text_completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "text": "",
    "index": 0,
    "logprobs": null,
    "finish_reason": "stop"
   }
  ]
 },
 "CompletionChunkText": {
  "id": "cmpl-2b7e4f1a9c8d6035",
  "object": "text_completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "text": " there was",
    "index": 0,
    "logprobs": null,
    "finish_reason": null
   }
  ]
 },
 "CompletionChunkUsage": {
  "id": "cmpl-2b7e4f1a9c8d6035",
  "object": "text_completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [],
  "usage": {
   "prompt_tokens": 4,
   "completion_tokens": 5,
   "total_tokens": 9
  }
 },
 "CompletionResponseText": {
  "id": "cmpl-2b7e4f1a9c8d6035",
  "object": "text_completion",
  "created": 1764000000,
  "model": "auto",
  "choices": [
   {
    "text": " there was a gateway.",
    "index": 0,
    "logprobs": null,
    "finish_reason": "stop"
   }
  ],
  "usage": {
   "prompt_tokens": 4,
   "completion_tokens": 5,
   "total_tokens": 9
  }
 },
 "DashboardEventRequests": {
  "type": "requests",
  "snapshot": true,
  "data": []
 },
 "DeletionDone": {
  "deleted": 1
 },
 "ErrorApiKeyNotFound": {
  "error": {
   "message": "No API key is named 'laptop'.",
   "type": "invalid_request_error",
   "param": "name",
   "code": "not_found"
  }
 },
 "ErrorContextTooLong": {
  "error": {
   "message": "The conversation is longer than the context window of the model 'auto'.",
   "type": "invalid_request_error",
   "param": "messages",
   "code": "context_length_exceeded"
  }
 },
 "ErrorCrossOriginRequest": {
  "error": {
   "message": "The dashboard does not take requests from other sites.",
   "type": "invalid_request_error",
   "param": null,
   "code": "cross_origin_request"
  }
 },
 "ErrorDailyLimitExceeded": {
  "error": {
   "message": "The key 'ci' has used up its 200000 tokens of this day, which ends in 5h13m20s, at midnight UTC.",
   "type": "rate_limit_error",
   "param": null,
   "code": "daily_limit_exceeded"
  }
 },
 "ErrorEndpointNotSupported": {
  "error": {
   "message": "Qoder offers no embeddings.",
   "type": "not_implemented_error",
   "param": null,
   "code": "endpoint_not_supported"
  }
 },
 "ErrorInsufficientQuota": {
  "error": {
   "message": "The quota of the Qoder account is used up.",
   "type": "insufficient_quota",
   "param": null,
   "code": "insufficient_quota"
  }
 },
 "ErrorInternal": {
  "error": {
   "message": "The server had an error while processing your request.",
   "type": "server_error",
   "param": null,
   "code": "internal_error"
  }
 },
 "ErrorInvalidApiKey": {
  "error": {
   "message": "Incorrect API key provided.",
   "type": "invalid_request_error",
   "param": null,
   "code": "invalid_api_key"
  }
 },
 "ErrorInvalidPassword": {
  "error": {
   "message": "The password is wrong.",
   "type": "invalid_request_error",
   "param": null,
   "code": "invalid_password"
  }
 },
 "ErrorInvalidValue": {
  "error": {
   "message": "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
   "type": "invalid_request_error",
   "param": "temperature",
   "code": "decimal_above_max_value"
  }
 },
 "ErrorKeyRateLimitExceeded": {
  "error": {
   "message": "The key 'ci' may send 10 requests per minute. Try again in 12s.",
   "type": "rate_limit_error",
   "param": null,
   "code": "rate_limit_exceeded"
  }
 },
 "ErrorMalformedJson": {
  "error": {
   "message": "The request's body is not valid JSON.",
   "type": "invalid_request_error",
   "param": null,
   "code": null
  }
 },
 "ErrorMetricsKeyRequired": {
  "error": {
   "message": "The metrics tell the usage of every API key, so none of several reads them. Set METRICS_KEY, or METRICS_PORT, on the server.",
   "type": "invalid_request_error",
   "param": null,
   "code": "metrics_key_required"
  }
 },
 "ErrorModelDisabled": {
  "error": {
   "message": "The model 'cantus' is disabled for the Qoder account of this server. See /v1/models.",
   "type": "invalid_request_error",
   "param": "model",
   "code": "model_not_found"
  }
 },
 "ErrorModelNotFound": {
  "error": {
   "message": "The model 'nope' does not exist.",
   "type": "invalid_request_error",
   "param": "model",
   "code": "model_not_found"
  }
 },
 "ErrorNotSignedIn": {
  "error": {
   "message": "Sign in to the dashboard first.",
   "type": "invalid_request_error",
   "param": null,
   "code": "not_signed_in"
  }
 },
 "ErrorPayloadTooLarge": {
  "error": {
   "message": "The request's body is larger than 20971520 bytes.",
   "type": "invalid_request_error",
   "param": null,
   "code": "request_too_large"
  }
 },
 "ErrorQoderAuthFailed": {
  "error": {
   "message": "Qoder refused the gateway's login. Your API key is fine; the operator of this server has to act.",
   "type": "authentication_error",
   "param": null,
   "code": "qoder_auth_failed"
  }
 },
 "ErrorQodercliFailed": {
  "error": {
   "message": "The Qoder command-line agent failed.",
   "type": "api_error",
   "param": null,
   "code": "qodercli_failed"
  }
 },
 "ErrorRateLimitExceeded": {
  "error": {
   "message": "Qoder's rate limit is reached. Try again later.",
   "type": "rate_limit_error",
   "param": null,
   "code": "rate_limit_exceeded"
  }
 },
 "ErrorRequestLogNotFound": {
  "error": {
   "message": "The log holds no request with this id.",
   "type": "invalid_request_error",
   "param": null,
   "code": "not_found"
  }
 },
 "ErrorRequestTimeout": {
  "error": {
   "message": "The request's body took too long to arrive.",
   "type": "invalid_request_error",
   "param": null,
   "code": "request_timeout"
  }
 },
 "ErrorResponseNotFound": {
  "error": {
   "message": "Response with id 'resp_1' not found.",
   "type": "invalid_request_error",
   "param": "response_id",
   "code": "not_found"
  }
 },
 "ErrorServerBusy": {
  "error": {
   "message": "The server is busy. Try again in 2 seconds.",
   "type": "rate_limit_error",
   "param": null,
   "code": "server_busy"
  }
 },
 "ErrorShuttingDown": {
  "error": {
   "message": "The server is shutting down.",
   "type": "server_error",
   "param": null,
   "code": "shutting_down"
  }
 },
 "ErrorTimeout": {
  "error": {
   "message": "The model did not finish within 120 seconds.",
   "type": "timeout_error",
   "param": null,
   "code": "timeout"
  }
 },
 "ErrorTooManyAttempts": {
  "error": {
   "message": "Too many wrong passwords. Try again in 8 s.",
   "type": "rate_limit_error",
   "param": null,
   "code": "too_many_attempts"
  }
 },
 "ErrorUnsupportedMediaType": {
  "error": {
   "message": "The content type must be application/json.",
   "type": "invalid_request_error",
   "param": null,
   "code": "unsupported_media_type"
  }
 },
 "ErrorUnsupportedParameter": {
  "error": {
   "message": "Unsupported parameter: 'logprobs' is not offered by Qoder.",
   "type": "invalid_request_error",
   "param": "logprobs",
   "code": "unsupported_parameter"
  }
 },
 "LivenessOk": {
  "status": "ok"
 },
 "MessageEventBlockDelta": {
  "type": "content_block_delta",
  "index": 0,
  "delta": {
   "type": "text_delta",
   "text": "Hel"
  }
 },
 "MessageEventBlockStart": {
  "type": "content_block_start",
  "index": 0,
  "content_block": {
   "type": "text",
   "text": ""
  }
 },
 "MessageEventBlockStop": {
  "type": "content_block_stop",
  "index": 0
 },
 "MessageEventDelta": {
  "type": "message_delta",
  "delta": {
   "stop_reason": "stop_sequence",
   "stop_sequence": "END"
  },
  "usage": {
   "input_tokens": 12,
   "cache_creation_input_tokens": 0,
   "cache_read_input_tokens": 0,
   "output_tokens": 5
  }
 },
 "MessageEventError": {
  "type": "error",
  "error": {
   "type": "api_error",
   "message": "The model server failed in the middle of its answer."
  },
  "request_id": "req_3f1c9a5e7b2d4c6f8a0e1b3d"
 },
 "MessageEventStart": {
  "type": "message_start",
  "message": {
   "id": "msg_0123456789abcdef0123456789abcdef",
   "type": "message",
   "role": "assistant",
   "model": "auto",
   "content": [],
   "stop_reason": null,
   "stop_sequence": null,
   "usage": {
    "input_tokens": 12,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "output_tokens": 0
   }
  }
 },
 "MessageEventStop": {
  "type": "message_stop"
 },
 "MessageEventToolInput": {
  "type": "content_block_delta",
  "index": 1,
  "delta": {
   "type": "input_json_delta",
   "partial_json": "{\"city\":"
  }
 },
 "MessageText": {
  "id": "msg_0123456789abcdef0123456789abcdef",
  "type": "message",
  "role": "assistant",
  "model": "auto",
  "content": [
   {
    "type": "thinking",
    "thinking": "A greeting.",
    "signature": "unsigned"
   },
   {
    "type": "text",
    "text": "Hello!"
   }
  ],
  "stop_reason": "end_turn",
  "stop_sequence": null,
  "usage": {
   "input_tokens": 12,
   "cache_creation_input_tokens": 0,
   "cache_read_input_tokens": 100,
   "output_tokens": 5
  }
 },
 "MessageTokensCountShort": {
  "input_tokens": 12
 },
 "MessageToolUse": {
  "id": "msg_0123456789abcdef0123456789abcdef",
  "type": "message",
  "role": "assistant",
  "model": "auto",
  "content": [
   {
    "type": "tool_use",
    "id": "toolu_1",
    "name": "get_weather",
    "input": {
     "city": "Paris"
    }
   }
  ],
  "stop_reason": "tool_use",
  "stop_sequence": null,
  "usage": {
   "input_tokens": 12,
   "cache_creation_input_tokens": 0,
   "cache_read_input_tokens": 0,
   "output_tokens": 5
  }
 },
 "Metrics": "# HELP qoder_turns_running Turns that qodercli works on.\n# TYPE qoder_turns_running gauge\nqoder_turns_running 1\n",
 "MetricsHistoryShort": {
  "step_seconds": 10,
  "models": [
   "auto"
  ],
  "series": {
   "time": [
    1790000000,
    1790000010
   ],
   "succeeded": [
    3,
    0
   ],
   "client_errors": [
    0,
    1
   ],
   "server_errors": [
    0,
    0
   ],
   "cancelled": [
    0,
    0
   ],
   "first_token_p50_ms": [
    410,
    null
   ],
   "first_token_p95_ms": [
    900,
    null
   ],
   "queue_wait_p50_ms": [
    0,
    null
   ],
   "queue_wait_p95_ms": [
    2,
    null
   ],
   "prompt_tokens": [
    1200,
    0
   ],
   "completion_tokens": [
    340,
    0
   ],
   "tokens_per_second": [
    62.5,
    null
   ],
   "credits": [
    0.4,
    0
   ],
   "server_memory_bytes": [
    120000000,
    121000000
   ],
   "children_memory_bytes": [
    420000000,
    420000000
   ],
   "busy_processes": [
    1,
    0
   ],
   "queued_requests": [
    0,
    0
   ]
  }
 },
 "ModelAlias": {
  "id": "gpt-4o",
  "object": "model",
  "created": 1767225600,
  "owned_by": "qoder",
  "type": "model",
  "display_name": "Auto",
  "created_at": "2026-01-01T00:00:00.000Z",
  "name": "Auto",
  "context_window": 200000,
  "max_output_tokens": 32768,
  "vision": true,
  "reasoning": false,
  "price_factor": 1,
  "alias_of": "auto"
 },
 "ModelList": {
  "object": "list",
  "data": [
   {
    "id": "auto",
    "object": "model",
    "created": 1767225600,
    "owned_by": "qoder",
    "type": "model",
    "display_name": "Auto",
    "created_at": "2026-01-01T00:00:00.000Z",
    "name": "Auto",
    "context_window": 200000,
    "max_output_tokens": 32768,
    "vision": true,
    "reasoning": false,
    "price_factor": 1
   },
   {
    "id": "qmodel_38max",
    "object": "model",
    "created": 1767225600,
    "owned_by": "qoder",
    "type": "model",
    "display_name": "Qwen3.8-Max",
    "created_at": "2026-01-01T00:00:00.000Z",
    "name": "Qwen3.8-Max",
    "context_window": 200000,
    "max_output_tokens": 32768,
    "vision": true,
    "reasoning": true,
    "reasoning_efforts": [
     "low",
     "medium",
     "high"
    ],
    "price_factor": 0.6
   },
   {
    "id": "Qwen3.8-Max",
    "object": "model",
    "created": 1767225600,
    "owned_by": "qoder",
    "type": "model",
    "display_name": "Qwen3.8-Max",
    "created_at": "2026-01-01T00:00:00.000Z",
    "name": "Qwen3.8-Max",
    "context_window": 200000,
    "max_output_tokens": 32768,
    "vision": true,
    "reasoning": true,
    "reasoning_efforts": [
     "low",
     "medium",
     "high"
    ],
    "price_factor": 0.6,
    "alias_of": "qmodel_38max"
   },
   {
    "id": "gpt-4o",
    "object": "model",
    "created": 1767225600,
    "owned_by": "qoder",
    "type": "model",
    "display_name": "Auto",
    "created_at": "2026-01-01T00:00:00.000Z",
    "name": "Auto",
    "context_window": 200000,
    "max_output_tokens": 32768,
    "vision": true,
    "reasoning": false,
    "price_factor": 1,
    "alias_of": "auto"
   }
  ],
  "has_more": false,
  "first_id": "auto",
  "last_id": "gpt-4o"
 },
 "ModelNative": {
  "id": "qmodel_38max",
  "object": "model",
  "created": 1767225600,
  "owned_by": "qoder",
  "type": "model",
  "display_name": "Qwen3.8-Max",
  "created_at": "2026-01-01T00:00:00.000Z",
  "name": "Qwen3.8-Max",
  "context_window": 200000,
  "max_output_tokens": 32768,
  "vision": true,
  "reasoning": true,
  "reasoning_efforts": [
   "low",
   "medium",
   "high"
  ],
  "price_factor": 0.6
 },
 "ModelPublicName": {
  "id": "Qwen3.8-Max",
  "object": "model",
  "created": 1767225600,
  "owned_by": "qoder",
  "type": "model",
  "display_name": "Qwen3.8-Max",
  "created_at": "2026-01-01T00:00:00.000Z",
  "name": "Qwen3.8-Max",
  "context_window": 200000,
  "max_output_tokens": 32768,
  "vision": true,
  "reasoning": true,
  "reasoning_efforts": [
   "low",
   "medium",
   "high"
  ],
  "price_factor": 0.6,
  "alias_of": "qmodel_38max"
 },
 "OpenApiDocumentStart": {
  "openapi": "3.1.0",
  "info": {
   "title": "Qoder Gateway",
   "version": "0.1.0"
  },
  "paths": {}
 },
 "OverviewHealthy": {
  "server": {
   "version": "0.1.0",
   "node_version": "24.1.0",
   "backend": "qodercli",
   "status": "ready",
   "started_at": 1790000000,
   "public_base_url": null,
   "memory_bytes": 120000000,
   "children_memory_bytes": 420000000,
   "event_loop_lag_ms": 1.5
  },
  "cli": {
   "kind": "native",
   "source": "path",
   "version": "1.1.76",
   "reason": "The native qodercli found on PATH.",
   "cost": "A boot takes about 1.1 s of CPU and 260 MB, a quarter and under half of what the npm package takes.",
   "process": {
    "ok": true,
    "detail": "The last boot succeeded."
   },
   "login": {
    "ok": true,
    "detail": "The last login did not fail."
   },
   "catalogue": {
    "ok": true,
    "detail": "12 models are listed."
   },
   "tools": {
    "ok": true,
    "detail": "Tools are offered to qodercli natively."
   }
  },
  "account": {
   "name": "Ada",
   "organization": null,
   "plan": "Pro",
   "quota": {
    "total": 2000,
    "used": 500,
    "remaining": 1500,
    "unit": "credits"
   },
   "add_on_quota": null,
   "is_quota_exceeded": false,
   "expires_at": null,
   "session_credits": 0
  },
  "pool": {
   "booting": 0,
   "warm": 1,
   "busy": 1,
   "parked": 0,
   "queued": 0
  },
  "limits": {
   "warm_processes": 1,
   "max_processes": 4,
   "max_concurrency": 4,
   "queue_size": 64,
   "parked_sessions": 1
  },
  "continuation": {
   "hits": 3,
   "misses": 1
  },
  "requests": {
   "running": 1,
   "total": 42
  },
  "api_keys": [
   {
    "name": "default",
    "masked": "cho…key"
   }
  ]
 },
 "ReadinessNotReady": {
  "status": "not_ready",
  "backend": "qodercli",
  "cli": {
   "kind": "node",
   "source": "dependency",
   "version": "1.1.52",
   "reason": "The qodercli of the npm package that comes with the server, since no native one of a tested version was found.",
   "cost": "A boot takes about 4.5 s of CPU and 630 MB; the native one takes a quarter and under half of that."
  },
  "checks": {
   "process": {
    "ok": true,
    "detail": "1 process is warm"
   },
   "login": {
    "ok": false,
    "detail": "Qoder refused the token"
   },
   "catalogue": {
    "ok": false,
    "detail": "not read yet"
   },
   "tools": {
    "ok": true,
    "detail": "Tools are offered to qodercli natively."
   },
   "log": {
    "ok": true,
    "detail": "The log is written."
   }
  },
  "pool": {
   "booting": 0,
   "warm": 1,
   "busy": 0,
   "parked": 0,
   "queued": 0
  },
  "continuation": {
   "hits": 0,
   "misses": 0
  }
 },
 "ReadinessReady": {
  "status": "ready",
  "backend": "qodercli",
  "cli": {
   "kind": "node",
   "source": "dependency",
   "version": "1.1.52",
   "reason": "The qodercli of the npm package that comes with the server, since no native one of a tested version was found.",
   "cost": "A boot takes about 4.5 s of CPU and 630 MB; the native one takes a quarter and under half of that."
  },
  "checks": {
   "process": {
    "ok": true,
    "detail": "1 process is warm"
   },
   "login": {
    "ok": true,
    "detail": "logged in"
   },
   "catalogue": {
    "ok": true,
    "detail": "12 models"
   },
   "tools": {
    "ok": true,
    "detail": "Tools are offered to qodercli natively."
   },
   "log": {
    "ok": true,
    "detail": "The log is written."
   }
  },
  "pool": {
   "booting": 0,
   "warm": 1,
   "busy": 0,
   "parked": 0,
   "queued": 0
  },
  "continuation": {
   "hits": 0,
   "misses": 0
  }
 },
 "RequestLogExportOne": {
  "data": []
 },
 "RequestLogFinished": {
  "summary": {
   "id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
   "received_at_ms": 1790000000000,
   "operation": "createChatCompletion",
   "state": "succeeded",
   "status": 200,
   "duration_ms": 1210,
   "first_token_ms": 410,
   "key": "default",
   "client": "OpenAI/Python 2.1.0",
   "requested_model": "gpt-4o",
   "model": "auto",
   "stream": true,
   "prompt_tokens": 14,
   "completion_tokens": 8,
   "credits": 0.2,
   "finish_reason": "stop",
   "error": null,
   "prompt_preview": "What is the capital of France?",
   "answer_preview": "The capital of France is Paris."
  },
  "method": "POST",
  "path": "/v1/chat/completions",
  "request": {
   "model": "gpt-4o",
   "stream": true,
   "messages": [
    {
     "role": "user",
     "content": "What is the capital of France?"
    }
   ]
  },
  "request_truncated": false,
  "text": "The capital of France is Paris.",
  "text_truncated": false,
  "reasoning": "",
  "tool_calls": [],
  "timings": {
   "admitted_ms": 1,
   "process_ms": 1,
   "sent_ms": 9,
   "first_token_ms": 410,
   "end_ms": 1210
  },
  "resolution": "alias",
  "cached_tokens": 0,
  "usage_source": "reported",
  "continued": false,
  "process_id": 4242,
  "error_code": null
 },
 "RequestLogListOne": {
  "data": [
   {
    "id": "req_3f1c9a5e7b2d4c6f8a0e1b3d",
    "received_at_ms": 1790000000000,
    "operation": "createChatCompletion",
    "state": "running",
    "status": null,
    "duration_ms": null,
    "first_token_ms": 410,
    "key": "default",
    "client": "OpenAI/Python 2.1.0",
    "requested_model": "gpt-4o",
    "model": "auto",
    "stream": true,
    "prompt_tokens": null,
    "completion_tokens": null,
    "credits": null,
    "finish_reason": null,
    "error": null,
    "prompt_preview": "What is the capital of France?",
    "answer_preview": "The capital of"
   }
  ]
 },
 "ResponsesDeleted": {
  "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "object": "response",
  "deleted": true
 },
 "ResponsesEventArguments": {
  "type": "response.function_call_arguments.delta",
  "sequence_number": 3,
  "item_id": "fc_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "delta": "{\"city\":"
 },
 "ResponsesEventCompleted": {
  "type": "response.completed",
  "sequence_number": 8,
  "response": {
   "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "object": "response",
   "created_at": 1764000000,
   "status": "completed",
   "background": false,
   "error": null,
   "incomplete_details": null,
   "instructions": null,
   "max_output_tokens": null,
   "max_tool_calls": null,
   "metadata": {},
   "model": "auto",
   "output": [
    {
     "id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
     "type": "message",
     "role": "assistant",
     "status": "completed",
     "content": [
      {
       "type": "output_text",
       "text": "Once upon",
       "annotations": [],
       "logprobs": []
      }
     ]
    }
   ],
   "parallel_tool_calls": true,
   "previous_response_id": null,
   "reasoning": {
    "effort": null,
    "summary": null
   },
   "store": true,
   "frequency_penalty": 0,
   "presence_penalty": 0,
   "prompt_cache_key": null,
   "safety_identifier": null,
   "service_tier": "default",
   "temperature": 1,
   "text": {
    "format": {
     "type": "text"
    },
    "verbosity": "medium"
   },
   "tool_choice": "auto",
   "tools": [],
   "top_logprobs": 0,
   "top_p": 1,
   "truncation": "disabled",
   "usage": {
    "input_tokens": 14,
    "input_tokens_details": {
     "cached_tokens": 0,
     "cache_write_tokens": 0
    },
    "output_tokens": 8,
    "output_tokens_details": {
     "reasoning_tokens": 0
    },
    "total_tokens": 22
   },
   "user": null,
   "completed_at": 1764000004
  }
 },
 "ResponsesEventCreated": {
  "type": "response.created",
  "sequence_number": 0,
  "response": {
   "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "object": "response",
   "created_at": 1764000000,
   "completed_at": null,
   "status": "in_progress",
   "background": false,
   "error": null,
   "incomplete_details": null,
   "instructions": null,
   "max_output_tokens": null,
   "max_tool_calls": null,
   "metadata": {},
   "model": "auto",
   "output": [],
   "parallel_tool_calls": true,
   "previous_response_id": null,
   "reasoning": {
    "effort": null,
    "summary": null
   },
   "store": true,
   "frequency_penalty": 0,
   "presence_penalty": 0,
   "prompt_cache_key": null,
   "safety_identifier": null,
   "service_tier": "default",
   "temperature": 1,
   "text": {
    "format": {
     "type": "text"
    },
    "verbosity": "medium"
   },
   "tool_choice": "auto",
   "tools": [],
   "top_logprobs": 0,
   "top_p": 1,
   "truncation": "disabled",
   "usage": null,
   "user": null
  }
 },
 "ResponsesEventFailed": {
  "type": "response.failed",
  "sequence_number": 9,
  "response": {
   "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "object": "response",
   "created_at": 1764000000,
   "completed_at": null,
   "status": "failed",
   "background": false,
   "error": {
    "code": "server_error",
    "message": "The model server failed in the middle of its answer."
   },
   "incomplete_details": null,
   "instructions": null,
   "max_output_tokens": null,
   "max_tool_calls": null,
   "metadata": {},
   "model": "auto",
   "output": [],
   "parallel_tool_calls": true,
   "previous_response_id": null,
   "reasoning": {
    "effort": null,
    "summary": null
   },
   "store": true,
   "frequency_penalty": 0,
   "presence_penalty": 0,
   "prompt_cache_key": null,
   "safety_identifier": null,
   "service_tier": "default",
   "temperature": 1,
   "text": {
    "format": {
     "type": "text"
    },
    "verbosity": "medium"
   },
   "tool_choice": "auto",
   "tools": [],
   "top_logprobs": 0,
   "top_p": 1,
   "truncation": "disabled",
   "usage": null,
   "user": null
  }
 },
 "ResponsesEventInProgress": {
  "type": "response.in_progress",
  "sequence_number": 1,
  "response": {
   "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "object": "response",
   "created_at": 1764000000,
   "completed_at": null,
   "status": "in_progress",
   "background": false,
   "error": null,
   "incomplete_details": null,
   "instructions": null,
   "max_output_tokens": null,
   "max_tool_calls": null,
   "metadata": {},
   "model": "auto",
   "output": [],
   "parallel_tool_calls": true,
   "previous_response_id": null,
   "reasoning": {
    "effort": null,
    "summary": null
   },
   "store": true,
   "frequency_penalty": 0,
   "presence_penalty": 0,
   "prompt_cache_key": null,
   "safety_identifier": null,
   "service_tier": "default",
   "temperature": 1,
   "text": {
    "format": {
     "type": "text"
    },
    "verbosity": "medium"
   },
   "tool_choice": "auto",
   "tools": [],
   "top_logprobs": 0,
   "top_p": 1,
   "truncation": "disabled",
   "usage": null,
   "user": null
  }
 },
 "ResponsesEventItemAdded": {
  "type": "response.output_item.added",
  "sequence_number": 2,
  "output_index": 0,
  "item": {
   "id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "type": "message",
   "role": "assistant",
   "status": "in_progress",
   "content": []
  }
 },
 "ResponsesEventItemDone": {
  "type": "response.output_item.done",
  "sequence_number": 7,
  "output_index": 0,
  "item": {
   "id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
   "type": "message",
   "role": "assistant",
   "status": "completed",
   "content": [
    {
     "type": "output_text",
     "text": "Once upon",
     "annotations": [],
     "logprobs": []
    }
   ]
  }
 },
 "ResponsesEventPartAdded": {
  "type": "response.content_part.added",
  "sequence_number": 3,
  "item_id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "content_index": 0,
  "part": {
   "type": "output_text",
   "text": "",
   "annotations": [],
   "logprobs": []
  }
 },
 "ResponsesEventPartDone": {
  "type": "response.content_part.done",
  "sequence_number": 6,
  "item_id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "content_index": 0,
  "part": {
   "type": "output_text",
   "text": "Once upon",
   "annotations": [],
   "logprobs": []
  }
 },
 "ResponsesEventReasoning": {
  "type": "response.reasoning_summary_text.delta",
  "sequence_number": 4,
  "item_id": "rs_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "summary_index": 0,
  "delta": "France, so"
 },
 "ResponsesEventText": {
  "type": "response.output_text.delta",
  "sequence_number": 4,
  "item_id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "content_index": 0,
  "delta": "Once upon",
  "logprobs": []
 },
 "ResponsesEventTextDone": {
  "type": "response.output_text.done",
  "sequence_number": 5,
  "item_id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "output_index": 0,
  "content_index": 0,
  "text": "Once upon",
  "logprobs": []
 },
 "ResponsesItemList": {
  "object": "list",
  "data": [
   {
    "type": "message",
    "id": "msg_1",
    "role": "user",
    "content": "What is the capital of France?"
   }
  ],
  "first_id": "msg_1",
  "last_id": "msg_1",
  "has_more": false
 },
 "ResponsesResponseCalls": {
  "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "object": "response",
  "created_at": 1764000000,
  "status": "completed",
  "background": false,
  "error": null,
  "incomplete_details": null,
  "instructions": null,
  "max_output_tokens": null,
  "max_tool_calls": null,
  "metadata": {},
  "model": "auto",
  "output": [
   {
    "id": "fc_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
    "type": "function_call",
    "call_id": "call_1",
    "name": "get_weather",
    "arguments": "{\"city\":\"Paris\"}",
    "status": "completed"
   },
   {
    "id": "ctc_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
    "type": "custom_tool_call",
    "call_id": "call_2",
    "name": "note",
    "input": "Paris",
    "status": "completed"
   }
  ],
  "parallel_tool_calls": true,
  "previous_response_id": null,
  "reasoning": {
   "effort": null,
   "summary": null
  },
  "store": true,
  "frequency_penalty": 0,
  "presence_penalty": 0,
  "prompt_cache_key": null,
  "safety_identifier": null,
  "service_tier": "default",
  "temperature": 1,
  "text": {
   "format": {
    "type": "text"
   },
   "verbosity": "medium"
  },
  "tool_choice": "auto",
  "tools": [
   {
    "type": "function",
    "name": "get_weather"
   }
  ],
  "top_logprobs": 0,
  "top_p": 1,
  "truncation": "disabled",
  "usage": {
   "input_tokens": 14,
   "input_tokens_details": {
    "cached_tokens": 0,
    "cache_write_tokens": 0
   },
   "output_tokens": 8,
   "output_tokens_details": {
    "reasoning_tokens": 0
   },
   "total_tokens": 22
  },
  "user": null,
  "completed_at": 1764000004
 },
 "ResponsesResponseText": {
  "id": "resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
  "object": "response",
  "created_at": 1764000000,
  "status": "completed",
  "background": false,
  "error": null,
  "incomplete_details": null,
  "instructions": null,
  "max_output_tokens": null,
  "max_tool_calls": null,
  "metadata": {},
  "model": "auto",
  "output": [
   {
    "id": "rs_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
    "type": "reasoning",
    "summary": [
     {
      "type": "summary_text",
      "text": "France, so Paris."
     }
    ],
    "status": "completed"
   },
   {
    "id": "msg_9f2c1b7a4e6d80359f2c1b7a4e6d8035",
    "type": "message",
    "role": "assistant",
    "status": "completed",
    "content": [
     {
      "type": "output_text",
      "text": "The capital of France is Paris.",
      "annotations": [],
      "logprobs": []
     }
    ]
   }
  ],
  "parallel_tool_calls": true,
  "previous_response_id": null,
  "reasoning": {
   "effort": null,
   "summary": null
  },
  "store": true,
  "frequency_penalty": 0,
  "presence_penalty": 0,
  "prompt_cache_key": null,
  "safety_identifier": null,
  "service_tier": "default",
  "temperature": 1,
  "text": {
   "format": {
    "type": "text"
   },
   "verbosity": "medium"
  },
  "tool_choice": "auto",
  "tools": [],
  "top_logprobs": 0,
  "top_p": 1,
  "truncation": "disabled",
  "usage": {
   "input_tokens": 14,
   "input_tokens_details": {
    "cached_tokens": 0,
    "cache_write_tokens": 0
   },
   "output_tokens": 8,
   "output_tokens_details": {
    "reasoning_tokens": 0
   },
   "total_tokens": 22
  },
  "user": null,
  "completed_at": 1764000004
 },
 "RevealedApiKeyDefault": {
  "name": "default",
  "key": "choose-a-long-key"
 },
 "RootDescription": {
  "name": "Qoder Gateway",
  "version": "0.1.0",
  "links": {
   "contract": "/openapi.json",
   "liveness": "/healthz",
   "readiness": "/readyz",
   "models": "/v1/models"
  }
 },
 "SessionOpen": {
  "object": "session",
  "expires_at": 1790000000
 },
 "SystemLogListOne": {
  "data": [
   {
    "id": 1,
    "time_ms": 1790000000000,
    "level": "info",
    "source": "qodercli",
    "message": "qodercli is warm",
    "fields": {
     "pid": 4242,
     "bootMs": 4120
    }
   }
  ]
 }
};
