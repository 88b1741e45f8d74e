/**
 * Generated from openapi.yaml by `npm run generate`. Do not edit.
 */

export interface paths {
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a chat completion
         * @description Answers a conversation, at once or, with `stream: true`, as server-sent events.
         *
         *     A stream is a sequence of `data: {chunk}` lines, each followed by an empty line, and ends with
         *     `data: [DONE]`. The first chunk carries the role, the last one with a choice carries `finish_reason`. With
         *     `stream_options.include_usage` one more chunk follows, with empty `choices` and the `usage`. While the
         *     model is silent, chunks with an empty delta flow. A failure after the stream has begun is one frame
         *     `data: {"error": {...}}` (the body of an `ErrorResponse`), after which the connection is closed without the last
         *     chunk of the body: no client can take what came for a whole answer.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openai/deployments/{model}/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a chat completion (Azure)
         * @description The same as `createChatCompletion`, under the URL that Azure's clients ask. The deployment in the path is the
         *     model; the body's `model`, which may be absent here, has no effect.
         */
        post: operations["createAzureChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a response
         * @description Answers a conversation in the form of OpenAI's Responses API, at once or, with `stream: true`, as server-sent
         *     events.
         *
         *     Each event of a stream is a line `event: <type>` and a line `data: {...}`, followed by an empty line. The
         *     `sequence_number` counts from 0, ids stay the same from the first event to the last, and the stream ends with
         *     `response.completed`, `response.incomplete` or `response.failed`; there is no `data: [DONE]`. While the model
         *     is silent, comment lines `: keep-alive` flow; clients ignore them.
         *
         *     Unless `store` is false, the response is kept in memory for a while, under the key that asked, and
         *     `previous_response_id` goes on from it. Nothing outlives the server's process.
         *
         *     With `{"type": "compaction_trigger"}` as the last item, the model sums the conversation up, and the answer is one item of
         *     type `compaction`. Sent back in a later `input`, it stands for that conversation.
         *
         *     Items and tools that only OpenAI's own servers could run (web search, computer use, files, MCP) are left out
         *     and named in `x-unsupported-params`. `background`, `conversation` and `prompt` are refused.
         */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve a response
         * @description A response that was asked for with the same key, as long as it is kept.
         */
        get: operations["retrieveResponse"];
        put?: never;
        post?: never;
        /**
         * Forget a response
         * @description Removes a response before its time. Those that went on from it stay whole.
         */
        delete: operations["deleteResponse"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a response
         * @description OpenAI cancels responses that run in the background; there are none here, so a response that is known is
         *     answered by 400. To end a response that is under way, close its connection.
         */
        post: operations["cancelResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses/{response_id}/input_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a response was asked
         * @description The items of the conversation that led to a response, those of earlier responses included; newest first.
         */
        get: operations["listInputItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a completion
         * @description Continues a text: OpenAI's legacy API, used by editors for autocompletion. The prompt is answered by a chat
         *     model that is told to continue it.
         *
         *     A stream has the framing of `createChatCompletion`; its chunks have the shape of the whole answer, with the
         *     `finish_reason` null until the last one.
         */
        post: operations["createCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a message
         * @description Answers a conversation in Anthropic's dialect, at once or, with `stream: true`, as server-sent events.
         *
         *     A stream is a sequence of `event: TYPE` and `data: EVENT` lines: `message_start`, the blocks of the answer one
         *     after the other, each as `content_block_start`, `content_block_delta` and `content_block_stop`, then
         *     `message_delta` with the stop reason and the usage, and `message_stop`. The usage of `message_start` is an
         *     estimate. While the model is silent, comment lines `: keep-alive` flow. A failure after the stream has begun is
         *     one `error` event, after which the stream ends.
         *
         *     The model's reasoning is shown as `thinking` blocks when `thinking` is `enabled` or `adaptive`. Blocks and tools
         *     that Anthropic's own servers serve (`server_tool_use`, `web_search_20250305` and their like) are left out and
         *     named in `x-unsupported-params`.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count the tokens of a message
         * @description Says how many tokens `createMessage` would send for the same body, by the server's own estimate: no model is
         *     asked. Images count nothing. It counts as a request of its key.
         */
        post: operations["countMessageTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description The account's models: by their keys, which do not change while the model behind one may, then by their public
         *     names, then the aliases (family names and names of other vendors that resolve to one of them). Disabled models
         *     are left out. When the catalogue cannot be read, a static list stands in for it. The fields of Anthropic's list
         *     are there too, so that its SDKs can read it, and its paging; errors have Anthropic's form for requests with an
         *     `anthropic-version` header.
         */
        get: operations["listModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve a model
         * @description One model, by its key, its public name in any spelling (`qwen/qwen3.8-max` is `Qwen3.8-Max`), or an alias. A name
         *     that a completion would serve with another model for want of a better one is not found. Errors have Anthropic's form
         *     for requests with an `anthropic-version` header.
         */
        get: operations["retrieveModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create embeddings (not offered)
         * @description Qoder has no embedding model, so a valid request is answered with 501 `endpoint_not_supported` and
         *     `x-should-retry: false`. Point embedding settings of a client at another provider.
         */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the session
         * @description Says whether the cookie belongs to a session, and until when.
         */
        get: operations["retrieveSession"];
        put?: never;
        /**
         * Sign in
         * @description Takes the password of the dashboard and sets the session cookie. Wrong passwords make the next try wait, longer each time.
         */
        post: operations["createSession"];
        /**
         * Sign out
         * @description Revokes the session and removes the cookie.
         */
        delete: operations["deleteSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the state of the server
         * @description Server, command-line agent, account and process pool, as they are now.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the last hour
         * @description What requests did in the last minutes, in columns of equal length; one entry per step. Kept in memory for one hour.
         */
        get: operations["getMetricsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Watch the server
         * @description Server-sent events, one `DashboardEvent` each, about the topics asked for. The stream ends with the session.
         */
        get: operations["streamDashboardEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List requests
         * @description The last requests to `/v1` and from the playground, newest first, as many as `LOG_MAX_ENTRIES`.
         */
        get: operations["listRequestLogs"];
        put?: never;
        post?: never;
        /**
         * Forget all requests
         * @description Empties the log of requests; those that still run stay.
         */
        delete: operations["clearRequestLogs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/requests/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export requests
         * @description All that is kept of the last requests, newest first.
         */
        get: operations["exportRequestLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/requests/{request_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a request
         * @description All that is kept of one request: what was asked, what was answered so far, and when.
         */
        get: operations["retrieveRequestLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/system-logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List log lines
         * @description The last lines of the server's own log, oldest first, as many as `LOG_MAX_ENTRIES`; requests are listed by `listRequestLogs`.
         */
        get: operations["listSystemLogs"];
        put?: never;
        post?: never;
        /**
         * Forget all log lines
         * @description Empties the log in memory; what was written to standard output stays.
         */
        delete: operations["clearSystemLogs"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/api-keys/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reveal an API key
         * @description Shows one of the server's API keys to whoever gives the password once more.
         */
        post: operations["revealApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description The same as `listModels`, for the playground.
         */
        get: operations["listDashboardModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a chat completion from the playground
         * @description The same as `createChatCompletion`, paid for with the session in place of an API key.
         */
        post: operations["createPlaygroundCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a message from the playground
         * @description The same as `createMessage`, paid for with the session in place of an API key. Its errors have the form of all
         *     that the dashboard asks, in the middle of a stream as one frame `data: {"error": {...}}`.
         */
        post: operations["createPlaygroundMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/dashboard/api/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a response from the playground
         * @description The same as `createResponse`, paid for with the session in place of an API key. Nothing is kept, whatever
         *     `store` says, so that `previous_response_id` finds nothing.
         */
        post: operations["createPlaygroundResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Liveness probe
         * @description Answers as long as the server's event loop turns. It asks nothing of `qodercli`.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness probe
         * @description Says whether a completion would be served now: the process boots, the login is good, the catalogue was
         *     read. Red after a refused login, in a crash loop and while the server shuts down.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description All metrics in Prometheus' text format, version 0.0.4. `docs/observability.md` lists them. They tell the usage of
         *     every API key, so `METRICS_KEY` alone opens them; without one a server with one API key takes that, and a server
         *     with several answers 403. Absent with `METRICS_ENABLED=false`. With `METRICS_PORT` it is served at that port alone.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Name and version
         * @description Names the server and links to its contract and probes. Clients use it to see whether the address is right; `HEAD`
         *     is answered alike, without the body.
         */
        get: operations["getRoot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document as JSON
         * @description The OpenAPI description that the server validates against, as JSON.
         */
        get: operations["getOpenApiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.yaml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document as YAML
         * @description The OpenAPI description that the server validates against, as it was written.
         */
        get: operations["getOpenApiYaml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        CreateChatCompletionRequest: {
            /** @description The key or public name of a Qoder model, an alias, or another vendor's model name; see `x-qoder-model`. */
            model: string;
            /** @description The conversation so far, oldest message first. */
            messages: components["schemas"]["ChatCompletionRequestMessage"][];
            /** @description The tools that the model may call. */
            tools?: components["schemas"]["ChatCompletionTool"][] | null;
            tool_choice?: components["schemas"]["ChatCompletionToolChoiceOption"] | null;
            /** @description Whether the model may call several tools in one turn; true if absent. */
            parallel_tool_calls?: boolean | null;
            /** @description Has the answer continue the last message where that is the assistant's, as in vLLM. The answer holds what comes after. */
            continue_final_message?: boolean | null;
            /**
             * @deprecated
             * @description The legacy form of `tools`.
             */
            functions?: components["schemas"]["ChatCompletionFunctions"][] | null;
            /**
             * @deprecated
             * @description The legacy form of `tool_choice`.
             */
            function_call?: ("none" | "auto") | components["schemas"]["ChatCompletionFunctionCallOption"] | null;
            /** @description The form that the answer must have; text if absent. */
            response_format?: components["schemas"]["ResponseFormat"] | null;
            reasoning_effort?: components["schemas"]["ReasoningEffort"] | null;
            /** @description The most tokens that the answer may have, reasoning included. */
            max_completion_tokens?: number | null;
            /** @description The older name of `max_completion_tokens`, which wins when both are given. */
            max_tokens?: number | null;
            stop?: components["schemas"]["StopConfiguration"];
            /** @description Whether to answer as server-sent events; false if absent. */
            stream?: boolean | null;
            stream_options?: components["schemas"]["ChatCompletionStreamOptions"] | null;
            /** @description How many answers to give; only 1 can be served. */
            n?: number | null;
            /** @description Without effect. */
            temperature?: number | null;
            /** @description Without effect. */
            top_p?: number | null;
            /** @description Without effect. */
            frequency_penalty?: number | null;
            /** @description Without effect. */
            presence_penalty?: number | null;
            /** @description Without effect. */
            seed?: number | null;
            /** @description Without effect. Token ids with the bias of each, from -100 to 100. */
            logit_bias?: {
                [key: string]: number;
            } | null;
            /** @description Whether to return log probabilities; true cannot be served. */
            logprobs?: boolean | null;
            /** @description How many alternatives to return per token; cannot be served above 0. */
            top_logprobs?: number | null;
            /** @description The kinds of output wanted; only text can be served. */
            modalities?: ("text" | "audio")[] | null;
            /** @description The voice and format of audio output, which cannot be served. */
            audio?: {
                voice?: string | {
                    [key: string]: unknown;
                };
                format?: string;
            } | null;
            /** @description Without effect. A prediction of the answer's text. */
            prediction?: components["schemas"]["PredictionContent"] | null;
            /** @description Without effect. Settings of OpenAI's hosted web search. */
            web_search_options?: {
                [key: string]: unknown;
            } | null;
            /** @description Without effect. How long answers should be. */
            verbosity?: string | null;
            /** @description Without effect. Labels for stored completions. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Without effect. Nothing is stored. */
            store?: boolean | null;
            /** @description Without effect. */
            service_tier?: string | null;
            /** @description A stable name of the end user, kept in the logs. */
            user?: string | null;
            /** @description Without effect. */
            safety_identifier?: string | null;
            /** @description Without effect. */
            prompt_cache_key?: string | null;
            /** @description Without effect. */
            prompt_cache_retention?: string | null;
        };
        /** @description A message of the conversation, told apart by `role`. */
        ChatCompletionRequestMessage: components["schemas"]["ChatCompletionRequestSystemMessage"] | components["schemas"]["ChatCompletionRequestDeveloperMessage"] | components["schemas"]["ChatCompletionRequestUserMessage"] | components["schemas"]["ChatCompletionRequestAssistantMessage"] | components["schemas"]["ChatCompletionRequestToolMessage"] | components["schemas"]["ChatCompletionRequestFunctionMessage"];
        /** @description Text, or a list of parts. Null, the empty text and the empty list are accepted and mean no content. */
        ChatCompletionRequestMessageContent: string | components["schemas"]["ChatCompletionRequestMessageContentPart"][] | null;
        /** @description Instructions. Several, anywhere in the conversation, are joined in their order. */
        ChatCompletionRequestSystemMessage: {
            /** @constant */
            role: "system";
            content: components["schemas"]["ChatCompletionRequestMessageContent"];
            name?: string | null;
        };
        /** @description Instructions; the newer name of the system message, treated alike. Leading ones are the system prompt; later ones stay where they stand. */
        ChatCompletionRequestDeveloperMessage: {
            /** @constant */
            role: "developer";
            content: components["schemas"]["ChatCompletionRequestMessageContent"];
            name?: string | null;
        };
        /** @description What the user said. */
        ChatCompletionRequestUserMessage: {
            /** @constant */
            role: "user";
            content: components["schemas"]["ChatCompletionRequestMessageContent"];
            /** @description Tells participants of the same role apart. */
            name?: string | null;
        };
        /** @description What the model answered before. Without content, its tool calls are the answer. */
        ChatCompletionRequestAssistantMessage: {
            /** @constant */
            role: "assistant";
            content?: components["schemas"]["ChatCompletionRequestMessageContent"];
            name?: string | null;
            refusal?: string | null;
            /** @description The reasoning of an earlier answer, when a client sends it back. */
            reasoning_content?: string | null;
            /** @description On the last message, `true` has the answer continue this one. It holds what comes after. */
            prefix?: boolean | null;
            /** @description A reference to an earlier audio answer. */
            audio?: {
                [key: string]: unknown;
            } | null;
            /** @description The calls that the model made. */
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCall"][] | null;
            /**
             * @deprecated
             * @description The legacy form of `tool_calls`.
             */
            function_call?: components["schemas"]["ChatCompletionFunctionCall"] | null;
        };
        /** @description The result of a tool call. */
        ChatCompletionRequestToolMessage: {
            /** @constant */
            role: "tool";
            content: components["schemas"]["ChatCompletionRequestMessageContent"];
            /** @description The id of the call that this answers. */
            tool_call_id: string;
            name?: string | null;
        };
        /**
         * @deprecated
         * @description The result of a legacy function call.
         */
        ChatCompletionRequestFunctionMessage: {
            /** @constant */
            role: "function";
            content?: components["schemas"]["ChatCompletionRequestMessageContent"];
            /** @description The name of the function that was called. */
            name: string;
        };
        /** @description A part of a message, told apart by `type`. */
        ChatCompletionRequestMessageContentPart: components["schemas"]["ChatCompletionRequestMessageContentPartText"] | components["schemas"]["ChatCompletionRequestMessageContentPartImage"] | components["schemas"]["ChatCompletionRequestMessageContentPartAudio"] | components["schemas"]["ChatCompletionRequestMessageContentPartFile"] | components["schemas"]["ChatCompletionRequestMessageContentPartRefusal"];
        ChatCompletionRequestMessageContentPartText: {
            /** @constant */
            type: "text";
            text: string;
        };
        ChatCompletionRequestMessageContentPartImage: {
            /** @constant */
            type: "image_url";
            image_url: {
                /** @description An `https:` address or a `data:` URL with the image in base64. */
                url: string;
                /** @description How closely to look; without effect. */
                detail?: string | null;
            };
        };
        ChatCompletionRequestMessageContentPartAudio: {
            /** @constant */
            type: "input_audio";
            input_audio: {
                /** @description The audio in base64. */
                data: string;
                /** @description For instance `wav` or `mp3`. */
                format: string;
            };
        };
        ChatCompletionRequestMessageContentPartFile: {
            /** @constant */
            type: "file";
            file: {
                filename?: string | null;
                /** @description The file as a `data:` URL or in base64: a PDF, whose text is read, a text file in UTF-8 or UTF-16, or an image. What it is is told by its content. */
                file_data?: string | null;
                /** @description The id of a file uploaded to OpenAI, which cannot be read here. */
                file_id?: string | null;
            };
        };
        ChatCompletionRequestMessageContentPartRefusal: {
            /** @constant */
            type: "refusal";
            refusal: string;
        };
        /** @description A call of a tool, told apart by `type`. */
        ChatCompletionMessageToolCall: components["schemas"]["ChatCompletionMessageFunctionToolCall"] | components["schemas"]["ChatCompletionMessageCustomToolCall"];
        ChatCompletionMessageFunctionToolCall: {
            id: string;
            /** @constant */
            type: "function";
            function: components["schemas"]["ChatCompletionFunctionCall"];
        };
        ChatCompletionMessageCustomToolCall: {
            id: string;
            /** @constant */
            type: "custom";
            custom: {
                name: string;
                /** @description What the model gave the tool, as plain text. */
                input: string;
            };
        };
        ChatCompletionFunctionCall: {
            name: string;
            /** @description The arguments as JSON text. A model may write invalid JSON, so check it before use. */
            arguments: string;
        };
        /** @description A tool that the model may call, told apart by `type`. */
        ChatCompletionTool: components["schemas"]["ChatCompletionFunctionTool"] | components["schemas"]["ChatCompletionCustomTool"];
        ChatCompletionFunctionTool: {
            /** @constant */
            type: "function";
            function: components["schemas"]["FunctionObject"];
        };
        /** @description A tool that takes free text. */
        ChatCompletionCustomTool: {
            /** @constant */
            type: "custom";
            custom: {
                name: components["schemas"]["ToolName"];
                description?: string | null;
                /** @description Constraints on the text, such as a grammar. */
                format?: {
                    [key: string]: unknown;
                } | null;
            };
        };
        FunctionObject: {
            name: components["schemas"]["ToolName"];
            /** @description What the function does; the model chooses by it. */
            description?: string | null;
            parameters?: components["schemas"]["FunctionParameters"];
            /** @description Whether the arguments must follow `parameters` exactly. */
            strict?: boolean | null;
        };
        /** @description The parameters as a JSON Schema of an object. Absent or empty means none. */
        FunctionParameters: {
            [key: string]: unknown;
        } | null;
        /** @description Letters, digits, `_` and `-`, at most 128. One of more than 64 is made known to the model under an alias. */
        ToolName: string;
        ChatCompletionFunctions: {
            name: components["schemas"]["ToolName"];
            description?: string | null;
            parameters?: components["schemas"]["FunctionParameters"];
        };
        ChatCompletionFunctionCallOption: {
            /** @description The function that must be called. */
            name: string;
        };
        /** @description Whether the model may, must or must not call tools, or which one it must call. */
        ChatCompletionToolChoiceOption: ("none" | "auto" | "required") | components["schemas"]["ChatCompletionToolChoiceObject"];
        ChatCompletionToolChoiceObject: components["schemas"]["ChatCompletionNamedToolChoice"] | components["schemas"]["ChatCompletionNamedToolChoiceCustom"] | components["schemas"]["ChatCompletionAllowedToolsChoice"];
        ChatCompletionNamedToolChoice: {
            /** @constant */
            type: "function";
            function: {
                name: string;
            };
        };
        ChatCompletionNamedToolChoiceCustom: {
            /** @constant */
            type: "custom";
            custom: {
                name: string;
            };
        };
        ChatCompletionAllowedToolsChoice: {
            /** @constant */
            type: "allowed_tools";
            allowed_tools: {
                /**
                 * @description Whether one of the tools may or must be called.
                 * @enum {string}
                 */
                mode: "auto" | "required";
                /** @description References to the tools that may be called, for instance `{"type":"function","function":{"name":"x"}}`. */
                tools: {
                    [key: string]: unknown;
                }[];
            };
        };
        /** @description The form of the answer, told apart by `type`. */
        ResponseFormat: components["schemas"]["ResponseFormatText"] | components["schemas"]["ResponseFormatJsonObject"] | components["schemas"]["ResponseFormatJsonSchema"];
        ResponseFormatText: {
            /** @constant */
            type: "text";
        };
        /** @description Any JSON object, or with a `schema` one that follows it as well as the model can. */
        ResponseFormatJsonObject: {
            /** @constant */
            type: "json_object";
            /** @description A JSON Schema, as llama.cpp, Together and Fireworks take it here. */
            schema?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description JSON that follows a schema. */
        ResponseFormatJsonSchema: {
            /** @constant */
            type: "json_schema";
            json_schema: {
                name: string;
                description?: string | null;
                /** @description The JSON Schema that the answer follows; absent means any JSON. */
                schema?: {
                    [key: string]: unknown;
                } | null;
                strict?: boolean | null;
            };
        };
        /**
         * @description How much the model should reason. What a model does not offer is brought to the nearest level that it does.
         * @enum {string}
         */
        ReasoningEffort: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
        /** @description One text or several that end the answer; they are not part of it. OpenAI allows 4, editors send more to servers of their own. */
        StopConfiguration: string | string[] | null;
        ChatCompletionStreamOptions: {
            /** @description Whether the stream ends with a chunk that carries the usage. */
            include_usage?: boolean | null;
            /** @description Without effect; chunks are never padded. */
            include_obfuscation?: boolean | null;
        };
        PredictionContent: {
            /** @constant */
            type: "content";
            content: string | components["schemas"]["ChatCompletionRequestMessageContentPartText"][];
        };
        CreateChatCompletionResponse: {
            id: string;
            /** @constant */
            object: "chat.completion";
            /** @description When the completion began, in seconds of Unix time. */
            created: number;
            /** @description The Qoder model that served. */
            model: string;
            /** @description The answer; always exactly one. */
            choices: components["schemas"]["ChatCompletionChoice"][];
            usage: components["schemas"]["CompletionUsage"];
        };
        ChatCompletionChoice: {
            index: number;
            message: components["schemas"]["ChatCompletionResponseMessage"];
            /** @description Always null; log probabilities are not offered. */
            logprobs: null;
            finish_reason: components["schemas"]["ChatCompletionFinishReason"];
        };
        /**
         * @description Why the answer ended.
         * @enum {string}
         */
        ChatCompletionFinishReason: "stop" | "length" | "tool_calls" | "content_filter" | "function_call";
        ChatCompletionResponseMessage: {
            /** @constant */
            role: "assistant";
            /** @description The text; null when the answer is tool calls alone, or a refusal. */
            content: string | null;
            /** @description What the model said in words where a strict schema or a tool call was asked for, and it gave none even when asked again: a refusal or a question. Else null. */
            refusal: string | null;
            /** @description The model's reasoning, when it shows it. */
            reasoning_content?: string;
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCall"][];
            function_call?: components["schemas"]["ChatCompletionFunctionCall"];
            /** @description Citations of the text; empty here. */
            annotations?: {
                [key: string]: unknown;
            }[];
        };
        /** @description One chunk of a streamed completion. */
        CreateChatCompletionStreamResponse: {
            /** @description The same on every chunk. */
            id: string;
            /** @constant */
            object: "chat.completion.chunk";
            /** @description The same on every chunk. */
            created: number;
            /** @description The Qoder model that serves. */
            model: string;
            /** @description One choice, or none on the chunk that carries the usage. */
            choices: components["schemas"]["ChatCompletionStreamChoice"][];
            /** @description Only with `stream_options.include_usage`; null on all chunks but the last. */
            usage?: components["schemas"]["CompletionUsage"] | null;
        };
        ChatCompletionStreamChoice: {
            index: number;
            delta: components["schemas"]["ChatCompletionStreamResponseDelta"];
            /** @description Always null. */
            logprobs: null;
            /** @description Null until the answer ends. */
            finish_reason: components["schemas"]["ChatCompletionFinishReason"] | null;
        };
        /** @description What this chunk adds to the message. */
        ChatCompletionStreamResponseDelta: {
            /** @constant */
            role?: "assistant";
            content?: string | null;
            refusal?: string | null;
            reasoning_content?: string;
            tool_calls?: components["schemas"]["ChatCompletionMessageToolCallChunk"][];
            /**
             * @deprecated
             * @description The legacy form of a tool call.
             */
            function_call?: {
                name?: string;
                arguments?: string;
            };
        };
        /** @description A piece of a tool call. The first piece carries `id`, `type` and the name; later ones add to the arguments. */
        ChatCompletionMessageToolCallChunk: {
            /** @description Which call of the message this belongs to. */
            index: number;
            id?: string;
            /** @enum {string} */
            type?: "function" | "custom";
            function?: {
                name?: string;
                arguments?: string;
            };
            custom?: {
                name?: string;
                input?: string;
            };
        };
        /** @description Token counts; the header `x-usage-source` says where they come from. */
        CompletionUsage: {
            prompt_tokens: number;
            completion_tokens: number;
            total_tokens: number;
            prompt_tokens_details?: {
                /** @description The prompt's tokens that came from the provider's cache. */
                cached_tokens?: number;
            };
            completion_tokens_details?: {
                /** @description The answer's tokens that the model spent on reasoning. */
                reasoning_tokens?: number;
            };
        };
        CreateResponse: {
            /** @description The key or public name of a Qoder model, an alias, or another vendor's model name; see `x-qoder-model`. */
            model: string;
            /** @description What the user says, or the items of the conversation, oldest first. */
            input: string | components["schemas"]["InputItem"][];
            /** @description Begins the system prompt, before leading system and developer messages. Not carried over by `previous_response_id`. */
            instructions?: string | null;
            /** @description The response to go on from; its conversation goes before `input`. */
            previous_response_id?: string | null;
            /** @description The tools that the model may call. */
            tools?: components["schemas"]["Tool"][] | null;
            tool_choice?: components["schemas"]["ToolChoiceParam"] | null;
            /** @description Whether the model may call several tools in one turn; true if absent. */
            parallel_tool_calls?: boolean | null;
            /** @description The most calls of hosted tools, of which there are none here. */
            max_tool_calls?: number | null;
            /** @description The form that the answer must have. */
            text?: components["schemas"]["ResponseTextParam"] | null;
            reasoning?: components["schemas"]["Reasoning"] | null;
            /** @description The most tokens that the answer may have, reasoning included. */
            max_output_tokens?: number | null;
            /** @description Whether to answer as server-sent events; false if absent. */
            stream?: boolean | null;
            /** @description `include_obfuscation` does nothing; events are never padded. */
            stream_options?: {
                include_obfuscation?: boolean | null;
            } | null;
            /** @description Whether to keep the response for `previous_response_id`; true if absent. */
            store?: boolean | null;
            /** @description More that the answer should hold. Log probabilities cannot be served, the rest belongs to hosted tools. */
            include?: string[] | null;
            /** @description Labels that the response carries. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description A stable name of the end user, kept in the logs. */
            user?: string | null;
            /** @description Whether to answer later; true cannot be served. */
            background?: boolean | null;
            /** @description A conversation that OpenAI keeps, which cannot be served. */
            conversation?: string | {
                [key: string]: unknown;
            } | null;
            /** @description A prompt that OpenAI keeps, which cannot be served. */
            prompt?: {
                [key: string]: unknown;
            } | null;
            /** @description Without effect. */
            frequency_penalty?: number | null;
            /** @description Without effect. */
            presence_penalty?: number | null;
            /** @description Without effect. */
            temperature?: number | null;
            /** @description Without effect. */
            top_p?: number | null;
            /** @description How many alternatives to return per token; cannot be served above 0. */
            top_logprobs?: number | null;
            /** @description Without effect: nothing is ever cut. */
            truncation?: string | null;
            /** @description Without effect. */
            context_management?: {
                [key: string]: unknown;
            }[] | null;
            /** @description Without effect. */
            service_tier?: string | null;
            /** @description Without effect. */
            safety_identifier?: string | null;
            /** @description Without effect. */
            prompt_cache_key?: string | null;
            /** @description Without effect. */
            prompt_cache_retention?: string | null;
        };
        /** @description An item of the conversation, told apart by `type`. */
        InputItem: components["schemas"]["InputMessage"] | components["schemas"]["FunctionToolCall"] | components["schemas"]["FunctionCallOutput"] | components["schemas"]["CustomToolCall"] | components["schemas"]["CustomToolCallOutput"] | components["schemas"]["AdditionalTools"] | components["schemas"]["ToolSearchCall"] | components["schemas"]["ToolSearchOutput"] | components["schemas"]["CompactionItemParam"] | components["schemas"]["CompactionTrigger"] | components["schemas"]["InputReasoning"] | components["schemas"]["ItemReference"];
        /** @description What somebody said. Leading system and developer messages become the system prompt; later ones stay where they stand, marked as the system's. */
        InputMessage: {
            /** @constant */
            type: "message";
            id?: string | null;
            /** @enum {string} */
            role: "user" | "assistant" | "system" | "developer";
            content: components["schemas"]["InputContentList"];
            status?: string | null;
        };
        /** @description Text, or a list of parts. */
        InputContentList: string | components["schemas"]["InputContent"][];
        /** @description A part of a message, told apart by `type`. */
        InputContent: components["schemas"]["InputTextContent"] | components["schemas"]["InputOutputTextContent"] | components["schemas"]["InputRefusalContent"] | components["schemas"]["InputImageContent"] | components["schemas"]["InputFileContent"];
        InputTextContent: {
            /** @constant */
            type: "input_text";
            text: string;
        };
        /** @description Text of an earlier answer, sent back. */
        InputOutputTextContent: {
            /** @constant */
            type: "output_text";
            text: string;
            annotations?: {
                [key: string]: unknown;
            }[] | null;
        };
        InputRefusalContent: {
            /** @constant */
            type: "refusal";
            refusal: string;
        };
        InputImageContent: {
            /** @constant */
            type: "input_image";
            /** @description An `https:` address or a `data:` URL with the image in base64. */
            image_url?: string | null;
            /** @description The id of a file uploaded to OpenAI, which cannot be read here. */
            file_id?: string | null;
            /** @description How closely to look; without effect. */
            detail?: string | null;
        };
        /** @description A file within the request: a PDF, whose text is read, a text file in UTF-8 or UTF-16, or an image. What it is is told by its content. */
        InputFileContent: {
            /** @constant */
            type: "input_file";
            filename?: string | null;
            /** @description The file as a `data:` URL or in base64. */
            file_data?: string | null;
            /** @description The id of a file uploaded to OpenAI, which cannot be read here. */
            file_id?: string | null;
            /** @description A `data:` URL. Files are not fetched from other URLs. */
            file_url?: string | null;
        };
        /** @description A call of a function that the model made. */
        FunctionToolCall: {
            /** @constant */
            type: "function_call";
            id?: string | null;
            call_id: string;
            name: string;
            /** @description The namespace that the function was offered in. */
            namespace?: string | null;
            /** @description The arguments as JSON text. */
            arguments: string;
            status?: string | null;
        };
        /** @description The result of a function. */
        FunctionCallOutput: {
            /** @constant */
            type: "function_call_output";
            id?: string | null;
            /** @description The call that this answers. */
            call_id: string;
            output: components["schemas"]["InputContentList"];
            status?: string | null;
        };
        /** @description A call of a free-form tool that the model made. */
        CustomToolCall: {
            /** @constant */
            type: "custom_tool_call";
            id?: string | null;
            call_id: string;
            name: string;
            namespace?: string | null;
            /** @description What the model gave the tool, as plain text. */
            input: string;
            status?: string | null;
        };
        /** @description The result of a free-form tool. */
        CustomToolCallOutput: {
            /** @constant */
            type: "custom_tool_call_output";
            id?: string | null;
            /** @description The call that this answers. */
            call_id: string;
            output: components["schemas"]["InputContentList"];
            status?: string | null;
        };
        /** @description More tools that the model may call, as if they stood in `tools`. */
        AdditionalTools: {
            /** @constant */
            type: "additional_tools";
            id?: string | null;
            role?: string | null;
            tools: components["schemas"]["Tool"][];
        };
        /** @description A search for tools that the model asked the client for. */
        ToolSearchCall: {
            /** @constant */
            type: "tool_search_call";
            id?: string | null;
            call_id: string;
            execution?: string | null;
            /** @description What the model searched for, as the tool's `parameters` describe it. */
            arguments: unknown;
            status?: string | null;
        };
        /** @description The tools that a search found. The model may call them from then on. */
        ToolSearchOutput: {
            /** @constant */
            type: "tool_search_output";
            id?: string | null;
            /** @description The call that this answers. Null where OpenAI's own server searched. */
            call_id?: string | null;
            execution?: string | null;
            tools: components["schemas"]["Tool"][];
            status?: string | null;
        };
        /** @description An earlier conversation in short, as this server gave it. Items before it may be left out. */
        CompactionItemParam: {
            /** @constant */
            type: "compaction";
            id?: string | null;
            /** @description The summary, sealed. 400 `invalid_encrypted_content` for one that was changed, or that another server or key made. */
            encrypted_content: string;
        };
        /** @description As the last item, asks for a compaction item in place of an answer. */
        CompactionTrigger: {
            /** @constant */
            type: "compaction_trigger";
            id?: string | null;
        };
        /** @description Earlier reasoning, sent back. The model is not shown it again. */
        InputReasoning: {
            /** @constant */
            type: "reasoning";
            id?: string | null;
            summary?: {
                [key: string]: unknown;
            }[] | null;
            encrypted_content?: string | null;
        };
        /** @description An item of a response that is kept here, in place of the item itself. Left out where it is not kept any more. */
        ItemReference: {
            /** @constant */
            type: "item_reference";
            id: string;
        };
        /** @description A tool that the model may call, told apart by `type`. */
        Tool: components["schemas"]["FunctionTool"] | components["schemas"]["CustomToolParam"] | components["schemas"]["NamespaceTool"] | components["schemas"]["ToolSearchTool"];
        FunctionTool: {
            /** @constant */
            type: "function";
            name: components["schemas"]["ToolName"];
            /** @description What the function does; the model chooses by it. */
            description?: string | null;
            parameters?: components["schemas"]["FunctionParameters"];
            /** @description Whether the arguments must follow `parameters` exactly. */
            strict?: boolean | null;
            /** @description Whether the model has to find the tool by `tool_search` first. Without such a tool it is offered at once. */
            defer_loading?: boolean | null;
        };
        /** @description A tool that takes free text. */
        CustomToolParam: {
            /** @constant */
            type: "custom";
            name: components["schemas"]["ToolName"];
            description?: string | null;
            /** @description Constraints on the text, such as a grammar. */
            format?: {
                [key: string]: unknown;
            } | null;
            /** @description Whether the model has to find the tool by `tool_search` first. Without such a tool it is offered at once. */
            defer_loading?: boolean | null;
        };
        /** @description Tools that belong together. Calls of them name the namespace. */
        NamespaceTool: {
            /** @constant */
            type: "namespace";
            name: components["schemas"]["ToolName"];
            description?: string | null;
            tools: components["schemas"]["NamespacedTool"][];
        };
        NamespacedTool: components["schemas"]["FunctionTool"] | components["schemas"]["CustomToolParam"];
        /** @description Lets the model search for tools that the client holds back. The client runs the search. */
        ToolSearchTool: {
            /** @constant */
            type: "tool_search";
            /** @constant */
            execution: "client";
            description?: string | null;
            parameters?: components["schemas"]["FunctionParameters"];
        };
        /** @description Whether the model may, must or must not call tools, or which of them. */
        ToolChoiceParam: ("none" | "auto" | "required") | components["schemas"]["ToolChoiceObject"];
        ToolChoiceObject: components["schemas"]["ToolChoiceFunction"] | components["schemas"]["ToolChoiceCustom"] | components["schemas"]["ToolChoiceAllowed"] | components["schemas"]["ToolChoiceToolSearch"];
        ToolChoiceFunction: {
            /** @constant */
            type: "function";
            name: string;
            /** @description The namespace that the tool is in, where several have one of that name. */
            namespace?: string | null;
        };
        ToolChoiceCustom: {
            /** @constant */
            type: "custom";
            name: string;
            /** @description The namespace that the tool is in, where several have one of that name. */
            namespace?: string | null;
        };
        ToolChoiceToolSearch: {
            /** @constant */
            type: "tool_search";
        };
        ToolChoiceAllowed: {
            /** @constant */
            type: "allowed_tools";
            /**
             * @description Whether one of the tools may or must be called.
             * @enum {string}
             */
            mode: "auto" | "required";
            /** @description References to the tools that may be called, for instance `{"type":"function","name":"x"}`. */
            tools: {
                [key: string]: unknown;
            }[];
        };
        ResponseTextParam: {
            format?: components["schemas"]["TextResponseFormatConfiguration"] | null;
            /** @description Without effect. */
            verbosity?: string | null;
        };
        /** @description The form of the answer, told apart by `type`. */
        TextResponseFormatConfiguration: components["schemas"]["ResponseFormatText"] | components["schemas"]["ResponseFormatJsonObject"] | components["schemas"]["TextResponseFormatJsonSchema"];
        /** @description JSON that follows a schema. */
        TextResponseFormatJsonSchema: {
            /** @constant */
            type: "json_schema";
            name: string;
            description?: string | null;
            /** @description The JSON Schema that the answer follows. */
            schema: {
                [key: string]: unknown;
            };
            strict?: boolean | null;
        };
        /** @description How the model reasons. What it shows of that comes as items of their own, whatever `summary` says. */
        Reasoning: {
            effort?: components["schemas"]["ReasoningEffort"] | null;
            summary?: string | null;
        };
        Response: {
            id: string;
            /** @constant */
            object: "response";
            /** @description When the response began, in seconds of Unix time. */
            created_at: number;
            /** @description When it was complete; null until then, and for what is incomplete or failed. */
            completed_at: number | null;
            /** @enum {string} */
            status: "in_progress" | "completed" | "incomplete" | "failed";
            /** @constant */
            background: false;
            /** @description Why the response failed, if it did. */
            error: components["schemas"]["ResponseError"] | null;
            /** @description Why the response is incomplete, if it is. */
            incomplete_details: components["schemas"]["ResponseIncompleteDetails"] | null;
            /** @description As they were given. */
            instructions: string | null;
            max_output_tokens: number | null;
            max_tool_calls: number | null;
            metadata: {
                [key: string]: unknown;
            };
            /** @description The Qoder model that serves. */
            model: string;
            /** @description What the model answered, in the order in which it came. */
            output: components["schemas"]["OutputItem"][];
            parallel_tool_calls: boolean;
            previous_response_id: string | null;
            reasoning: {
                effort: string | null;
                summary: string | null;
            };
            store: boolean;
            /** @description As it was given, else 0; it has no effect. */
            frequency_penalty: number;
            /** @description As it was given, else 0; it has no effect. */
            presence_penalty: number;
            /** @description As it was given. */
            prompt_cache_key: string | null;
            /** @description As it was given. */
            safety_identifier: string | null;
            /** @description As it was given, else `default`; it has no effect. */
            service_tier: string;
            /** @description As it was given, else 1; it has no effect. */
            temperature: number;
            text: {
                format: components["schemas"]["TextResponseFormatConfiguration"];
                /** @description As it was given, else `medium`; it has no effect. */
                verbosity: string;
            };
            tool_choice: components["schemas"]["ToolChoiceParam"];
            /** @description The tools that were offered. */
            tools: components["schemas"]["Tool"][];
            /** @constant */
            top_logprobs: 0;
            /** @description As it was given, else 1; it has no effect. */
            top_p: number;
            /** @description As it was given, else `disabled`; nothing is truncated. */
            truncation: string;
            /** @description Null until the response ends. */
            usage: components["schemas"]["ResponseUsage"] | null;
            user: string | null;
        };
        ResponseError: {
            /** @description The error, for a program to read. */
            code: string;
            message: string;
        };
        ResponseIncompleteDetails: {
            /** @enum {string} */
            reason: "max_output_tokens" | "content_filter";
        };
        /** @description Token counts; the header `x-usage-source` says where they come from. */
        ResponseUsage: {
            input_tokens: number;
            input_tokens_details: {
                /** @description The input's tokens that came from the provider's cache. */
                cached_tokens: number;
                /** @description Always 0; they are counted with the rest. */
                cache_write_tokens: number;
            };
            output_tokens: number;
            output_tokens_details: {
                /** @description Always 0; Qoder does not count them apart. */
                reasoning_tokens: number;
            };
            total_tokens: number;
        };
        /** @description A part of the answer, told apart by `type`. */
        OutputItem: components["schemas"]["OutputMessage"] | components["schemas"]["ReasoningItem"] | components["schemas"]["OutputFunctionToolCall"] | components["schemas"]["OutputCustomToolCall"] | components["schemas"]["OutputToolSearchCall"] | components["schemas"]["CompactionItem"];
        /**
         * @description Incomplete is what was cut by a limit.
         * @enum {string}
         */
        OutputItemStatus: "in_progress" | "completed" | "incomplete";
        OutputMessage: {
            id: string;
            /** @constant */
            type: "message";
            /** @constant */
            role: "assistant";
            status: components["schemas"]["OutputItemStatus"];
            content: components["schemas"]["OutputContent"][];
        };
        /** @description A piece of a message, told apart by `type`. */
        OutputContent: components["schemas"]["OutputTextContent"] | components["schemas"]["OutputRefusalContent"];
        /** @description What the model said in words where a strict schema or a tool call was asked for, and it gave none even when asked again: a refusal or a question. */
        OutputRefusalContent: {
            /** @constant */
            type: "refusal";
            refusal: string;
        };
        OutputTextContent: {
            /** @constant */
            type: "output_text";
            text: string;
            /** @description Always empty. */
            annotations: {
                [key: string]: unknown;
            }[];
            logprobs: components["schemas"]["NoLogprobs"];
        };
        /** @description Always empty; log probabilities are not offered. */
        NoLogprobs: {
            [key: string]: unknown;
        }[];
        /** @description What the model shows of its reasoning. */
        ReasoningItem: {
            id: string;
            /** @constant */
            type: "reasoning";
            summary: components["schemas"]["SummaryTextContent"][];
            status: components["schemas"]["OutputItemStatus"];
        };
        SummaryTextContent: {
            /** @constant */
            type: "summary_text";
            text: string;
        };
        OutputFunctionToolCall: {
            id: string;
            /** @constant */
            type: "function_call";
            /** @description What the result refers to. */
            call_id: string;
            name: string;
            /** @description The namespace that the function was offered in, if it was. */
            namespace?: string;
            /** @description The arguments as JSON text. A model may write invalid JSON, so check it before use. */
            arguments: string;
            status: components["schemas"]["OutputItemStatus"];
        };
        OutputCustomToolCall: {
            id: string;
            /** @constant */
            type: "custom_tool_call";
            /** @description What the result refers to. */
            call_id: string;
            name: string;
            /** @description The namespace that the tool was offered in, if it was. */
            namespace?: string;
            /** @description What the model gave the tool, as plain text. */
            input: string;
            status: components["schemas"]["OutputItemStatus"];
        };
        /** @description A search for tools that the client is to run. Its result goes back as `tool_search_output`. */
        OutputToolSearchCall: {
            id: string;
            /** @constant */
            type: "tool_search_call";
            /** @description What the result refers to. */
            call_id: string;
            /** @constant */
            execution: "client";
            /** @description What the model searches for, as the tool's `parameters` describe it. A model may write something else, so check it before use. */
            arguments: unknown;
            status: components["schemas"]["OutputItemStatus"];
        };
        /** @description A conversation in short. Sent back as an input item, it stands for all that came before it. */
        CompactionItem: {
            id: string;
            /** @constant */
            type: "compaction";
            /** @description The summary, sealed so that this server alone reads it, for the key that asked. */
            encrypted_content: string;
        };
        DeletedResponse: {
            id: string;
            /** @constant */
            object: "response";
            /** @constant */
            deleted: true;
        };
        ResponseItemList: {
            /** @constant */
            object: "list";
            data: components["schemas"]["InputItem"][];
            first_id: string | null;
            last_id: string | null;
            has_more: boolean;
        };
        /** @description One event of a streamed response, told apart by `type`. */
        ResponseStreamEvent: components["schemas"]["ResponseCreatedEvent"] | components["schemas"]["ResponseInProgressEvent"] | components["schemas"]["ResponseOutputItemAddedEvent"] | components["schemas"]["ResponseContentPartAddedEvent"] | components["schemas"]["ResponseTextDeltaEvent"] | components["schemas"]["ResponseTextDoneEvent"] | components["schemas"]["ResponseRefusalDeltaEvent"] | components["schemas"]["ResponseRefusalDoneEvent"] | components["schemas"]["ResponseContentPartDoneEvent"] | components["schemas"]["ResponseReasoningSummaryPartAddedEvent"] | components["schemas"]["ResponseReasoningSummaryTextDeltaEvent"] | components["schemas"]["ResponseReasoningSummaryTextDoneEvent"] | components["schemas"]["ResponseReasoningSummaryPartDoneEvent"] | components["schemas"]["ResponseFunctionCallArgumentsDeltaEvent"] | components["schemas"]["ResponseFunctionCallArgumentsDoneEvent"] | components["schemas"]["ResponseCustomToolCallInputDeltaEvent"] | components["schemas"]["ResponseCustomToolCallInputDoneEvent"] | components["schemas"]["ResponseOutputItemDoneEvent"] | components["schemas"]["ResponseCompletedEvent"] | components["schemas"]["ResponseIncompleteEvent"] | components["schemas"]["ResponseFailedEvent"];
        /** @description The first event. */
        ResponseCreatedEvent: {
            /** @constant */
            type: "response.created";
            sequence_number: number;
            response: components["schemas"]["Response"];
        };
        /** @description The model is at work. */
        ResponseInProgressEvent: {
            /** @constant */
            type: "response.in_progress";
            sequence_number: number;
            response: components["schemas"]["Response"];
        };
        /** @description An item begins, empty. */
        ResponseOutputItemAddedEvent: {
            /** @constant */
            type: "response.output_item.added";
            sequence_number: number;
            output_index: number;
            item: components["schemas"]["OutputItem"];
        };
        /** @description The text of a message, or a refusal, begins. */
        ResponseContentPartAddedEvent: {
            /** @constant */
            type: "response.content_part.added";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            part: components["schemas"]["OutputContent"];
        };
        /** @description The text goes on. */
        ResponseTextDeltaEvent: {
            /** @constant */
            type: "response.output_text.delta";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            delta: string;
            logprobs: components["schemas"]["NoLogprobs"];
        };
        /** @description The text is whole. */
        ResponseTextDoneEvent: {
            /** @constant */
            type: "response.output_text.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            text: string;
            logprobs: components["schemas"]["NoLogprobs"];
        };
        /** @description The model refuses, or asks back. */
        ResponseRefusalDeltaEvent: {
            /** @constant */
            type: "response.refusal.delta";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            delta: string;
        };
        /** @description The refusal is whole. */
        ResponseRefusalDoneEvent: {
            /** @constant */
            type: "response.refusal.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            refusal: string;
        };
        /** @description The text is whole, as the part that holds it. */
        ResponseContentPartDoneEvent: {
            /** @constant */
            type: "response.content_part.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            content_index: 0;
            part: components["schemas"]["OutputContent"];
        };
        /** @description A summary of the reasoning begins. */
        ResponseReasoningSummaryPartAddedEvent: {
            /** @constant */
            type: "response.reasoning_summary_part.added";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            summary_index: 0;
            part: components["schemas"]["SummaryTextContent"];
        };
        /** @description The summary goes on. */
        ResponseReasoningSummaryTextDeltaEvent: {
            /** @constant */
            type: "response.reasoning_summary_text.delta";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            summary_index: 0;
            delta: string;
        };
        /** @description The summary is whole. */
        ResponseReasoningSummaryTextDoneEvent: {
            /** @constant */
            type: "response.reasoning_summary_text.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            summary_index: 0;
            text: string;
        };
        /** @description The summary is whole, as the part that holds it. */
        ResponseReasoningSummaryPartDoneEvent: {
            /** @constant */
            type: "response.reasoning_summary_part.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            /** @constant */
            summary_index: 0;
            part: components["schemas"]["SummaryTextContent"];
        };
        /** @description The arguments of a call go on. */
        ResponseFunctionCallArgumentsDeltaEvent: {
            /** @constant */
            type: "response.function_call_arguments.delta";
            sequence_number: number;
            item_id: string;
            output_index: number;
            delta: string;
        };
        /** @description The arguments are whole. */
        ResponseFunctionCallArgumentsDoneEvent: {
            /** @constant */
            type: "response.function_call_arguments.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            name: string;
            arguments: string;
        };
        /** @description The input of a free-form tool; in one piece. */
        ResponseCustomToolCallInputDeltaEvent: {
            /** @constant */
            type: "response.custom_tool_call_input.delta";
            sequence_number: number;
            item_id: string;
            output_index: number;
            delta: string;
        };
        /** @description The input is whole. */
        ResponseCustomToolCallInputDoneEvent: {
            /** @constant */
            type: "response.custom_tool_call_input.done";
            sequence_number: number;
            item_id: string;
            output_index: number;
            input: string;
        };
        /** @description An item is whole. */
        ResponseOutputItemDoneEvent: {
            /** @constant */
            type: "response.output_item.done";
            sequence_number: number;
            output_index: number;
            item: components["schemas"]["OutputItem"];
        };
        /** @description The last event of a response that is whole. */
        ResponseCompletedEvent: {
            /** @constant */
            type: "response.completed";
            sequence_number: number;
            response: components["schemas"]["Response"];
        };
        /** @description The last event of a response that was cut; `incomplete_details` says why. */
        ResponseIncompleteEvent: {
            /** @constant */
            type: "response.incomplete";
            sequence_number: number;
            response: components["schemas"]["Response"];
        };
        /** @description The last event of a response that failed; its `error` says why. */
        ResponseFailedEvent: {
            /** @constant */
            type: "response.failed";
            sequence_number: number;
            response: components["schemas"]["Response"];
        };
        CreateCompletionRequest: {
            /** @description The key or public name of a Qoder model, an alias, or another vendor's model name; see `x-qoder-model`. */
            model: string;
            /** @description The text to continue, or up to 20 texts. Token ids have the right shape but cannot be served. */
            prompt: string | string[] | number[] | number[][];
            /** @description The text that comes after the continuation. */
            suffix?: string | null;
            /** @description The most tokens that the continuation may have. */
            max_tokens?: number | null;
            stop?: components["schemas"]["StopConfiguration"];
            /** @description Whether to answer as server-sent events; false if absent. */
            stream?: boolean | null;
            stream_options?: components["schemas"]["ChatCompletionStreamOptions"] | null;
            /** @description Whether to repeat the prompt in front of the continuation. */
            echo?: boolean | null;
            /** @description How many continuations to give per prompt; only 1 can be served. */
            n?: number | null;
            /** @description How many continuations to choose from; only 1 can be served. */
            best_of?: number | null;
            /** @description How many log probabilities to return per token; cannot be served above 0. */
            logprobs?: number | null;
            /** @description Without effect. */
            temperature?: number | null;
            /** @description Without effect. */
            top_p?: number | null;
            /** @description Without effect. */
            frequency_penalty?: number | null;
            /** @description Without effect. */
            presence_penalty?: number | null;
            /** @description Without effect. */
            seed?: number | null;
            /** @description Without effect. Token ids with the bias of each, from -100 to 100. */
            logit_bias?: {
                [key: string]: number;
            } | null;
            /** @description A stable name of the end user, kept in the logs. */
            user?: string | null;
        };
        /** @description A completion, or one chunk of a streamed one. */
        CreateCompletionResponse: {
            id: string;
            /** @constant */
            object: "text_completion";
            /** @description When the completion began, in seconds of Unix time. */
            created: number;
            /** @description The Qoder model that served. */
            model: string;
            /** @description One choice per prompt; on streams one, or none on the chunk that carries the usage. */
            choices: components["schemas"]["CompletionChoice"][];
            /** @description On streams only with `stream_options.include_usage`, and null on all chunks but the last. */
            usage?: components["schemas"]["CompletionUsage"] | null;
        };
        CompletionChoice: {
            text: string;
            /** @description Which prompt this continues. */
            index: number;
            /** @description Always null. */
            logprobs: null;
            /** @description Why the continuation ended; null on chunks before the last. */
            finish_reason: components["schemas"]["CompletionFinishReason"] | null;
        };
        /** @enum {string} */
        CompletionFinishReason: "stop" | "length" | "content_filter";
        /**
         * @description A Qoder model, by its key or another name. The fields after `owned_by` are additions to OpenAI's; what is not
         *     known is absent. `type`, `display_name` and `created_at` are Anthropic's.
         */
        Model: {
            id: string;
            /** @constant */
            object: "model";
            /** @description Seconds of Unix time; fixed, since Qoder gives no date. */
            created: number;
            owned_by: string;
            /** @constant */
            type?: "model";
            /** @description The public name. */
            display_name?: string;
            /** @description The same time as `created`, in ISO 8601. */
            created_at?: string;
            /** @description The public name. */
            name?: string;
            /** @description The most tokens that a prompt may have. */
            context_window?: number;
            /** @description The most tokens that an answer may have. */
            max_output_tokens?: number;
            /** @description Whether the model reads images. */
            vision?: boolean;
            /** @description Whether the model reasons before it answers. */
            reasoning?: boolean;
            /** @description The values of `reasoning_effort` that the model offers. */
            reasoning_efforts?: string[];
            /** @description What a token costs, as a multiple of Qoder's base price; 0 is free. */
            price_factor?: number;
            /** @description The key of the Qoder model that serves under this name. Absent where the id is the key. */
            alias_of?: string;
        };
        ListModelsResponse: {
            /** @constant */
            object: "list";
            data: components["schemas"]["Model"][];
            /** @description Whether there are more in the direction of the page. */
            has_more?: boolean;
            first_id?: string | null;
            last_id?: string | null;
        };
        CreateMessageRequest: {
            /** @description The key or public name of a Qoder model, an alias, or another vendor's model name; see `x-qoder-model`. */
            model: string;
            messages: components["schemas"]["MessageParams"];
            /** @description The most tokens that the answer may have, thinking included. */
            max_tokens: number;
            system?: components["schemas"]["SystemPrompt"];
            /** @description Texts that end the answer; they are not part of it. */
            stop_sequences?: string[] | null;
            /** @description Whether to answer as server-sent events; false if absent. */
            stream?: boolean | null;
            tools?: components["schemas"]["MessageTools"];
            tool_choice?: components["schemas"]["MessageToolChoiceOption"];
            thinking?: components["schemas"]["ThinkingOption"];
            output_config?: components["schemas"]["OutputConfig"];
            /** @description The older name of `output_config.format`, which wins when both are given. */
            output_format?: components["schemas"]["OutputFormat"] | null;
            metadata?: {
                /** @description A stable name of the end user, kept in the logs. */
                user_id?: string | null;
            } | null;
            /** @description Without effect. */
            temperature?: number | null;
            /** @description Without effect. */
            top_p?: number | null;
            /** @description Without effect. */
            top_k?: number | null;
            cache_control?: components["schemas"]["CacheControl"];
            /** @description Without effect. Nothing is cut out of a conversation. */
            context_management?: {
                [key: string]: unknown;
            } | null;
            /** @description Without effect. There are no containers. */
            container?: unknown;
            /** @description Without effect. The server calls no tools by itself. */
            mcp_servers?: {
                [key: string]: unknown;
            }[] | null;
            /** @description Without effect. */
            service_tier?: string | null;
            /** @description Without effect. */
            inference_geo?: string | null;
            /** @description Without effect. */
            speed?: string | null;
            /**
             * @description Cannot be served: nothing is kept between requests. The refusal's `details.error_code` is
             *     `thread_unsupported_request`, upon which Anthropic's clients send the whole conversation.
             */
            thread?: {
                [key: string]: unknown;
            } | null;
        };
        /** @description A `CreateMessageRequest`; what does not count may be absent. */
        CountMessageTokensRequest: {
            model: string;
            messages: components["schemas"]["MessageParams"];
            system?: components["schemas"]["SystemPrompt"];
            tools?: components["schemas"]["MessageTools"];
            tool_choice?: components["schemas"]["MessageToolChoiceOption"];
            thinking?: components["schemas"]["ThinkingOption"];
            output_config?: components["schemas"]["OutputConfig"];
            output_format?: components["schemas"]["OutputFormat"] | null;
        };
        /** @description Without effect; the cache follows the conversation by itself. */
        CacheControl: {
            [key: string]: unknown;
        } | null;
        /** @description The conversation so far, oldest message first. The roles need not alternate. */
        MessageParams: components["schemas"]["MessageParam"][];
        /** @description A message of the conversation, told apart by `role`. */
        MessageParam: components["schemas"]["UserMessageParam"] | components["schemas"]["AssistantMessageParam"] | components["schemas"]["SystemMessageParam"];
        /** @description What the user said, and the results of tools. */
        UserMessageParam: {
            /** @constant */
            role: "user";
            content: string | components["schemas"]["UserBlockParam"][];
        };
        /** @description What the model answered before. */
        AssistantMessageParam: {
            /** @constant */
            role: "assistant";
            content: string | components["schemas"]["AssistantBlockParam"][];
        };
        /** @description Instructions. Leading ones are joined to the system prompt; later ones stay where they stand, marked as the system's. */
        SystemMessageParam: {
            /** @constant */
            role: "system";
            content: components["schemas"]["TextOrTextBlocks"];
        };
        /** @description The system prompt. */
        SystemPrompt: string | components["schemas"]["TextBlockParam"][] | null;
        TextOrTextBlocks: string | components["schemas"]["TextBlockParam"][];
        /** @description A block of a user message, told apart by `type`. */
        UserBlockParam: components["schemas"]["TextBlockParam"] | components["schemas"]["ImageBlockParam"] | components["schemas"]["DocumentBlockParam"] | components["schemas"]["SearchResultBlockParam"] | components["schemas"]["ToolResultBlockParam"];
        /** @description A block of an assistant message, told apart by `type`. */
        AssistantBlockParam: components["schemas"]["TextBlockParam"] | components["schemas"]["ThinkingBlockParam"] | components["schemas"]["RedactedThinkingBlockParam"] | components["schemas"]["ToolUseBlockParam"] | components["schemas"]["CompactionBlockParam"];
        /** @description A block of a tool's result, told apart by `type`. */
        ToolResultContentBlockParam: components["schemas"]["TextBlockParam"] | components["schemas"]["ImageBlockParam"] | components["schemas"]["DocumentBlockParam"] | components["schemas"]["SearchResultBlockParam"];
        TextBlockParam: {
            /** @constant */
            type: "text";
            text: string;
            cache_control?: components["schemas"]["CacheControl"];
        };
        ImageBlockParam: {
            /** @constant */
            type: "image";
            source: components["schemas"]["ImageSource"];
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description Where the image is, told apart by `type`. A file of Anthropic's Files API cannot be read. */
        ImageSource: components["schemas"]["Base64Source"] | components["schemas"]["UrlSource"] | components["schemas"]["FileSource"];
        /** @description A document: text, or a file within the request (a PDF, whose text is read, a text file in UTF-8 or UTF-16, or an image). Uploaded files and URLs are refused. */
        DocumentBlockParam: {
            /** @constant */
            type: "document";
            source: components["schemas"]["DocumentSource"];
            title?: string | null;
            context?: string | null;
            /** @description Without effect. */
            citations?: {
                [key: string]: unknown;
            } | null;
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description Where the document is, told apart by `type`. */
        DocumentSource: components["schemas"]["PlainTextSource"] | components["schemas"]["ContentSource"] | components["schemas"]["Base64Source"] | components["schemas"]["UrlSource"] | components["schemas"]["FileSource"];
        Base64Source: {
            /** @constant */
            type: "base64";
            media_type: string;
            data: string;
        };
        UrlSource: {
            /** @constant */
            type: "url";
            url: string;
        };
        FileSource: {
            /** @constant */
            type: "file";
            file_id: string;
        };
        PlainTextSource: {
            /** @constant */
            type: "text";
            media_type?: string | null;
            data: string;
        };
        ContentSource: {
            /** @constant */
            type: "content";
            content: string | components["schemas"]["DocumentContentBlockParam"][];
        };
        /** @description A piece of a document, told apart by `type`. */
        DocumentContentBlockParam: components["schemas"]["TextBlockParam"] | components["schemas"]["ImageBlockParam"];
        SearchResultBlockParam: {
            /** @constant */
            type: "search_result";
            source: string;
            title: string;
            content: components["schemas"]["TextBlockParam"][];
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description A call that the model made. It must have its result in the messages of the user that follow. */
        ToolUseBlockParam: {
            /** @constant */
            type: "tool_use";
            id: string;
            name: string;
            input: {
                [key: string]: unknown;
            };
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description The result of a call that the message of the assistant before it made. */
        ToolResultBlockParam: {
            /** @constant */
            type: "tool_result";
            tool_use_id: string;
            content?: string | components["schemas"]["ToolResultContentBlockParam"][] | null;
            /** @description Whether the tool failed; the model is told so. */
            is_error?: boolean | null;
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description Reasoning of an earlier answer. It is taken back and not shown to the model again. */
        ThinkingBlockParam: {
            /** @constant */
            type: "thinking";
            thinking: string;
            signature?: string | null;
        };
        RedactedThinkingBlockParam: {
            /** @constant */
            type: "redacted_thinking";
            data: string;
        };
        /** @description A summary of the conversation up to here, which stands for all that comes before it. Without one the block does nothing. */
        CompactionBlockParam: {
            /** @constant */
            type: "compaction";
            content?: string | null;
            cache_control?: components["schemas"]["CacheControl"];
        };
        /** @description The tools that the model may call. */
        MessageTools: components["schemas"]["MessageTool"][] | null;
        MessageTool: {
            /** @enum {string|null} */
            type?: "custom" | null;
            name: components["schemas"]["ToolName"];
            /** @description What the tool does; the model chooses by it. */
            description?: string | null;
            /** @description The input as a JSON Schema of an object. */
            input_schema: {
                [key: string]: unknown;
            };
            /** @description Whether the input must follow the schema. It is checked and asked for once more. */
            strict?: boolean | null;
            /** @description `true` keeps the tool from the model until a `tool_reference` in a tool's result, a `tool_addition` in a message or `tool_choice` names it. */
            defer_loading?: boolean | null;
            cache_control?: components["schemas"]["CacheControl"];
        };
        MessageToolChoiceOption: components["schemas"]["MessageToolChoice"] | null;
        /** @description Whether the model may, must or must not call tools, or which one it must call. */
        MessageToolChoice: components["schemas"]["MessageToolChoiceAuto"] | components["schemas"]["MessageToolChoiceAny"] | components["schemas"]["MessageToolChoiceTool"] | components["schemas"]["MessageToolChoiceNone"];
        MessageToolChoiceAuto: {
            /** @constant */
            type: "auto";
            disable_parallel_tool_use?: components["schemas"]["DisableParallelToolUse"];
        };
        MessageToolChoiceAny: {
            /** @constant */
            type: "any";
            disable_parallel_tool_use?: components["schemas"]["DisableParallelToolUse"];
        };
        MessageToolChoiceTool: {
            /** @constant */
            type: "tool";
            name: string;
            disable_parallel_tool_use?: components["schemas"]["DisableParallelToolUse"];
        };
        MessageToolChoiceNone: {
            /** @constant */
            type: "none";
        };
        /** @description Whether the model may call one tool at most; false if absent. */
        DisableParallelToolUse: boolean | null;
        ThinkingOption: components["schemas"]["ThinkingConfig"] | null;
        /** @description Whether the model reasons, and shows it. */
        ThinkingConfig: components["schemas"]["ThinkingConfigEnabled"] | components["schemas"]["ThinkingConfigAdaptive"] | components["schemas"]["ThinkingConfigBetweenTools"] | components["schemas"]["ThinkingConfigDisabled"];
        /** @description With a budget, which becomes the nearest of Qoder's levels of effort. */
        ThinkingConfigEnabled: {
            /** @constant */
            type: "enabled";
            budget_tokens: number;
            display?: components["schemas"]["ThinkingDisplay"];
        };
        /** @description As the model sees fit, or as `output_config.effort` says. */
        ThinkingConfigAdaptive: {
            /** @constant */
            type: "adaptive";
            display?: components["schemas"]["ThinkingDisplay"];
        };
        /** @description As `adaptive`; when the model reasons is left to it. */
        ThinkingConfigBetweenTools: {
            /** @constant */
            type: "between_tools";
            display?: components["schemas"]["ThinkingDisplay"];
        };
        ThinkingConfigDisabled: {
            /** @constant */
            type: "disabled";
        };
        /**
         * @description `omitted` leaves the reasoning out of the answer.
         * @enum {string|null}
         */
        ThinkingDisplay: "summarized" | "omitted" | null;
        OutputConfig: {
            /**
             * @description How much the model should reason. What a model does not offer is brought to the nearest level that it does.
             * @enum {string|null}
             */
            effort?: "low" | "medium" | "high" | "xhigh" | "max" | null;
            format?: components["schemas"]["OutputFormat"] | null;
        } | null;
        /** @description JSON that follows a schema. The answer is checked and asked for once more. */
        OutputFormat: {
            /** @constant */
            type: "json_schema";
            schema: {
                [key: string]: unknown;
            };
        };
        Message: {
            id: string;
            /** @constant */
            type: "message";
            /** @constant */
            role: "assistant";
            /** @description The Qoder model that answered. */
            model: string;
            content: components["schemas"]["MessageContentBlock"][];
            stop_reason: components["schemas"]["StopReason"];
            /** @description The one of the `stop_sequences` that ended the answer. */
            stop_sequence: string | null;
            usage: components["schemas"]["MessageUsage"];
        };
        MessageContentBlock: components["schemas"]["MessageTextBlock"] | components["schemas"]["MessageThinkingBlock"] | components["schemas"]["MessageToolUseBlock"];
        MessageTextBlock: {
            /** @constant */
            type: "text";
            text: string;
        };
        MessageThinkingBlock: {
            /** @constant */
            type: "thinking";
            thinking: string;
            /** @description A mark of this server's; nothing is signed. */
            signature: string;
        };
        MessageToolUseBlock: {
            /** @constant */
            type: "tool_use";
            id: string;
            name: string;
            /** @description In a stream empty, until the deltas bring it. */
            input: {
                [key: string]: unknown;
            };
        };
        /**
         * @description Why the answer ended; null while it has not.
         * @enum {string|null}
         */
        StopReason: "end_turn" | "tool_use" | "max_tokens" | "stop_sequence" | "refusal" | null;
        MessageUsage: {
            /** @description Tokens of the prompt that did not come from the cache. */
            input_tokens: number;
            /** @description Always 0; Qoder does not tell them apart. */
            cache_creation_input_tokens: number;
            cache_read_input_tokens: number;
            output_tokens: number;
        };
        MessageTokensCount: {
            input_tokens: number;
        };
        /** @description An event of a stream, told apart by `type`, which is its name, too. */
        MessageStreamEvent: components["schemas"]["MessageStartEvent"] | components["schemas"]["ContentBlockStartEvent"] | components["schemas"]["ContentBlockDeltaEvent"] | components["schemas"]["ContentBlockStopEvent"] | components["schemas"]["MessageDeltaEvent"] | components["schemas"]["MessageStopEvent"] | components["schemas"]["AnthropicErrorResponse"];
        MessageStartEvent: {
            /** @constant */
            type: "message_start";
            message: components["schemas"]["Message"];
        };
        ContentBlockStartEvent: {
            /** @constant */
            type: "content_block_start";
            index: number;
            content_block: components["schemas"]["MessageContentBlock"];
        };
        ContentBlockDeltaEvent: {
            /** @constant */
            type: "content_block_delta";
            index: number;
            delta: components["schemas"]["ContentBlockDelta"];
        };
        ContentBlockDelta: components["schemas"]["TextDelta"] | components["schemas"]["ThinkingDelta"] | components["schemas"]["SignatureDelta"] | components["schemas"]["InputJsonDelta"];
        TextDelta: {
            /** @constant */
            type: "text_delta";
            text: string;
        };
        ThinkingDelta: {
            /** @constant */
            type: "thinking_delta";
            thinking: string;
        };
        SignatureDelta: {
            /** @constant */
            type: "signature_delta";
            signature: string;
        };
        InputJsonDelta: {
            /** @constant */
            type: "input_json_delta";
            partial_json: string;
        };
        ContentBlockStopEvent: {
            /** @constant */
            type: "content_block_stop";
            index: number;
        };
        MessageDeltaEvent: {
            /** @constant */
            type: "message_delta";
            delta: {
                stop_reason: components["schemas"]["StopReason"];
                stop_sequence: string | null;
            };
            usage: components["schemas"]["MessageUsage"];
        };
        MessageStopEvent: {
            /** @constant */
            type: "message_stop";
        };
        /** @description The body of an error in Anthropic's form, and the event that tells of a failure in the middle of a stream. */
        AnthropicErrorResponse: {
            /** @constant */
            type: "error";
            error: components["schemas"]["AnthropicError"];
            request_id: string;
        };
        AnthropicError: {
            /**
             * @description The family of the error.
             * @enum {string}
             */
            type: "invalid_request_error" | "authentication_error" | "permission_error" | "not_found_error" | "request_too_large" | "rate_limit_error" | "api_error" | "overloaded_error" | "timeout_error";
            /** @description What went wrong, and where, for a person to read. */
            message: string;
            details?: {
                /** @description The error, for a program to read; the `code` that OpenAI's form has. */
                error_code: string;
            };
        };
        CreateEmbeddingRequest: {
            model: string;
            /** @description One text or several, or the token ids of one or several. */
            input: string | string[] | number[] | number[][];
            /** @enum {string|null} */
            encoding_format?: "float" | "base64" | null;
            dimensions?: number | null;
            user?: string | null;
        };
        Error: {
            /** @description What went wrong, for a person to read. */
            message: string;
            /**
             * @description The family of the error.
             * @enum {string}
             */
            type: "invalid_request_error" | "authentication_error" | "rate_limit_error" | "insufficient_quota" | "not_implemented_error" | "api_error" | "server_error" | "timeout_error";
            /** @description The parameter at fault, for instance `messages[0].content`. */
            param: string | null;
            /** @description The error, for a program to read. */
            code: string | null;
        };
        ErrorResponse: {
            error: components["schemas"]["Error"];
        };
        Liveness: {
            /** @constant */
            status: "ok";
        };
        Readiness: {
            /** @enum {string} */
            status: "ready" | "not_ready";
            /**
             * @description What answers, the real command-line agent or the built-in simulator.
             * @enum {string}
             */
            backend: "simulator" | "qodercli";
            cli: components["schemas"]["CliInUse"];
            checks: {
                /** @description Whether the command-line agent boots. */
                process: components["schemas"]["ReadinessCheck"];
                /** @description Whether Qoder takes the operator's token. */
                login: components["schemas"]["ReadinessCheck"];
                /** @description Whether the account's models could be read. */
                catalogue: components["schemas"]["ReadinessCheck"];
                /**
                 * @description Whether tools are offered to the command-line agent natively. Where they cannot be, they are described in the
                 *     prompt. It does not decide over `status`.
                 */
                tools: components["schemas"]["ReadinessCheck"];
                /** @description Whether the server's log is written. It does not decide over `status`. */
                log: components["schemas"]["ReadinessCheck"];
            };
            pool: components["schemas"]["PoolState"];
            continuation: components["schemas"]["ContinuationCounts"];
        };
        /** @description Which command-line agent runs, why, and what it costs. */
        CliInUse: {
            kind: components["schemas"]["CliKind"];
            source: components["schemas"]["CliSource"];
            /** @description The version of `qodercli`; null before a process of unknown version has told it. */
            version: string | null;
            /** @description One sentence, without a path. */
            reason: string;
            /** @description What a boot takes, in one sentence. */
            cost: string;
        };
        /**
         * @description A native program, the bundle of the npm package that node runs, another program, or the simulator.
         * @enum {string}
         */
        CliKind: "native" | "node" | "other" | "simulator";
        /**
         * @description Where it comes from: `QODER_CLI_PATH`, `PATH`, the folder of `qoder-gateway install-cli`, the server's npm dependency, or
         *     the server's own build.
         * @enum {string}
         */
        CliSource: "cli_path" | "path" | "installed" | "dependency" | "built_in";
        /** @description How many processes and requests there are in each state. */
        PoolState: {
            booting: number;
            warm: number;
            busy: number;
            /** @description Idle after an answer, each for the next request of its own conversation. */
            parked: number;
            queued: number;
        };
        /** @description How many follow-up requests went on in the process that gave the answer before, and how many did not. */
        ContinuationCounts: {
            hits: number;
            misses: number;
        };
        ReadinessCheck: {
            ok: boolean;
            /** @description The state in words, without secrets. */
            detail: string;
        };
        Root: {
            name: string;
            version: string;
            /** @description Paths of this server, by name. */
            links: {
                [key: string]: string;
            };
        };
        /** @description An OpenAPI description. */
        OpenApiDocument: {
            openapi: string;
            info: {
                title: string;
                version: string;
            };
            paths: {
                [key: string]: unknown;
            };
        };
        CreateSessionRequest: {
            /** @description The value of `DASHBOARD_PASSWORD`. */
            password: string;
        };
        Session: {
            /** @constant */
            object: "session";
            /** @description When the session ends by itself, in seconds since 1970. */
            expires_at: number;
        };
        Deletion: {
            /** @description How many things were removed. */
            deleted: number;
        };
        RevealApiKeyRequest: {
            /** @description The name of the key, as `Overview` lists it. */
            name: string;
            /** @description The password of the dashboard, once more. */
            password: string;
        };
        RevealedApiKey: {
            name: string;
            /** @description The key in full. */
            key: string;
        };
        Overview: {
            server: {
                version: string;
                node_version: string;
                /** @enum {string} */
                backend: "simulator" | "qodercli";
                /**
                 * @description Whether a completion would be served now.
                 * @enum {string}
                 */
                status: "ready" | "not_ready" | "draining";
                /** @description In seconds since 1970. */
                started_at: number;
                /** @description Where clients reach the server, if `PUBLIC_BASE_URL` says so. */
                public_base_url: string | null;
                /** @description Resident memory of the server. */
                memory_bytes: number;
                /** @description Resident memory of all `qodercli` processes; null where the system does not tell. */
                children_memory_bytes: number | null;
                /** @description The longest that the event loop was held up in the last seconds. */
                event_loop_lag_ms: number;
            };
            cli: {
                kind: components["schemas"]["CliKind"];
                source: components["schemas"]["CliSource"];
                /** @description The version of `qodercli`, once a process has told it. */
                version: string | null;
                /** @description Which one it is, and why, in one sentence. */
                reason: string;
                /** @description What a boot takes, in one sentence. */
                cost: string;
                process: components["schemas"]["ReadinessCheck"];
                login: components["schemas"]["ReadinessCheck"];
                catalogue: components["schemas"]["ReadinessCheck"];
                tools: components["schemas"]["ReadinessCheck"];
            };
            /** @description The Qoder account, as far as the CLI tells; null before it was asked, or when it tells nothing. */
            account: components["schemas"]["Account"] | null;
            pool: components["schemas"]["PoolState"];
            /** @description What the configuration allows. */
            limits: {
                warm_processes: number;
                max_processes: number;
                max_concurrency: number;
                queue_size: number;
                parked_sessions: number;
            };
            continuation: components["schemas"]["ContinuationCounts"];
            /** @description Requests since the start. */
            requests: {
                running: number;
                total: number;
            };
            /** @description The keys that open the API, masked; empty when `PROXY_AUTH` is off. */
            api_keys: components["schemas"]["MaskedApiKey"][];
        };
        MaskedApiKey: {
            name: string;
            /** @description Enough to tell keys apart, too little to use one. */
            masked: string;
        };
        Account: {
            /** @description Name or email address. */
            name: string | null;
            organization: string | null;
            plan: string | null;
            quota: components["schemas"]["AccountQuota"] | null;
            add_on_quota: components["schemas"]["AccountQuota"] | null;
            is_quota_exceeded: boolean | null;
            /** @description When the plan or its quota runs out, as the CLI words it. */
            expires_at: string | null;
            /** @description Credits that the process asked has spent. */
            session_credits: number | null;
        };
        AccountQuota: {
            total: number | null;
            used: number | null;
            remaining: number | null;
            unit: string | null;
        };
        MetricsHistory: {
            /** @description What one entry of each column covers. */
            step_seconds: number;
            /** @description The Qoder models that served requests in the last hour. */
            models: string[];
            series: components["schemas"]["MetricsSeries"];
        };
        /** @description Columns of equal length, oldest first. Null where nothing was measured. */
        MetricsSeries: {
            /** @description The beginning of each step, in seconds since 1970. */
            time: number[];
            succeeded: components["schemas"]["CountColumn"];
            client_errors: components["schemas"]["CountColumn"];
            server_errors: components["schemas"]["CountColumn"];
            cancelled: components["schemas"]["CountColumn"];
            first_token_p50_ms: components["schemas"]["MeasureColumn"];
            first_token_p95_ms: components["schemas"]["MeasureColumn"];
            queue_wait_p50_ms: components["schemas"]["MeasureColumn"];
            queue_wait_p95_ms: components["schemas"]["MeasureColumn"];
            prompt_tokens: components["schemas"]["CountColumn"];
            completion_tokens: components["schemas"]["CountColumn"];
            /** @description Completion tokens per second of answering, over all answers that ended in the step. */
            tokens_per_second: components["schemas"]["MeasureColumn"];
            credits: components["schemas"]["CountColumn"];
            server_memory_bytes: components["schemas"]["MeasureColumn"];
            children_memory_bytes: components["schemas"]["MeasureColumn"];
            busy_processes: components["schemas"]["MeasureColumn"];
            queued_requests: components["schemas"]["MeasureColumn"];
        };
        CountColumn: number[];
        MeasureColumn: (number | null)[];
        /** @enum {string} */
        RequestLogState: "running" | "succeeded" | "failed" | "cancelled";
        /** @description A request in one line. */
        RequestLogSummary: {
            id: string;
            /** @description In milliseconds since 1970. */
            received_at_ms: number;
            /** @description The operation's id in this contract; null for a URL that is none of its paths. */
            operation: string | null;
            state: components["schemas"]["RequestLogState"];
            /** @description The HTTP status; null while the request runs, 499 when the client went away. */
            status: number | null;
            duration_ms: number | null;
            first_token_ms: number | null;
            /** @description The name of the API key. */
            key: string | null;
            /** @description The client's `user-agent`. */
            client: string | null;
            requested_model: string | null;
            /** @description The Qoder model that serves. */
            model: string | null;
            stream: boolean | null;
            prompt_tokens: number | null;
            completion_tokens: number | null;
            credits: number | null;
            finish_reason: string | null;
            /** @description The message of the error that was answered. */
            error: string | null;
            /** @description The beginning of the last message. */
            prompt_preview: string;
            /** @description The end of the answer so far. */
            answer_preview: string;
        };
        RequestLogList: {
            data: components["schemas"]["RequestLogSummary"][];
        };
        RequestLog: {
            summary: components["schemas"]["RequestLogSummary"];
            method: string;
            path: string;
            /**
             * @description The request's body, cut to `LOG_BODY_MAX_BYTES`: long texts and lists are shortened, and say so. Null when
             *     there was none, or none that was JSON.
             */
            request: unknown;
            request_truncated: boolean;
            /** @description The text that was answered so far, cut to `LOG_BODY_MAX_BYTES`. */
            text: string;
            text_truncated: boolean;
            reasoning: string;
            tool_calls: {
                id: string;
                name: string;
                arguments: string;
            }[];
            /** @description Milliseconds since the request came in; null for what did not happen (yet). */
            timings: {
                /** @description It left the queue. */
                admitted_ms: number | null;
                /** @description A process was there. */
                process_ms: number | null;
                /** @description The process had been told. */
                sent_ms: number | null;
                first_token_ms: number | null;
                end_ms: number | null;
            };
            /**
             * @description How the model's name was understood.
             * @enum {string|null}
             */
            resolution: "exact" | "alias" | "family" | "fallback" | "vision" | null;
            cached_tokens: number | null;
            /** @enum {string|null} */
            usage_source: "reported" | "estimated" | null;
            /** @description Whether a parked session went on. */
            continued: boolean | null;
            /** @description The process that answered. */
            process_id: number | null;
            error_code: string | null;
        };
        RequestLogExport: {
            data: components["schemas"]["RequestLog"][];
        };
        SystemLogEntry: {
            /** @description Grows with time. */
            id: number;
            /** @description In milliseconds since 1970. */
            time_ms: number;
            /** @enum {string} */
            level: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
            /** @description The part of the server that wrote the line. */
            source: string;
            message: string;
            /** @description The line's further fields. */
            fields: {
                [key: string]: unknown;
            };
        };
        SystemLogList: {
            data: components["schemas"]["SystemLogEntry"][];
        };
        DashboardEvent: components["schemas"]["OverviewEvent"] | components["schemas"]["RequestsEvent"] | components["schemas"]["SystemLogsEvent"];
        /** @description The state of the server, every other second. */
        OverviewEvent: {
            /** @constant */
            type: "overview";
            overview: components["schemas"]["Overview"];
        };
        /** @description Requests that are new or have changed, several times a second at most. */
        RequestsEvent: {
            /** @constant */
            type: "requests";
            /** @description Whether `data` is all there is and replaces what was known, as at the beginning and after a clearing. */
            snapshot: boolean;
            data: components["schemas"]["RequestLogSummary"][];
        };
        SystemLogsEvent: {
            /** @constant */
            type: "system_logs";
            /** @description Whether `data` is all there is and replaces what was known, as at the beginning and after a clearing. */
            snapshot: boolean;
            data: components["schemas"]["SystemLogEntry"][];
        };
    };
    responses: {
        /** @description The request violates this contract, asks for something that cannot be honoured, or is too long for the model. */
        BadRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The gateway's own key is missing or wrong. */
        InvalidApiKey: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The client's key is fine, but `qodercli` is not logged in or its token was refused; the operator must act. */
        QoderAuthenticationFailed: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No model or alias has this id. */
        ModelNotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The model that is named exists and is disabled for the Qoder account. */
        ModelDisabled: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No response of this key has the id, or it is not kept any more. */
        ResponseNotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No operation has this URL. */
        UnknownUrl: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The URL exists, but not for this method. */
        MethodNotAllowed: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                allow: components["headers"]["Allow"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request's body arrived too slowly. */
        RequestTimeout: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request's body is larger than the operation's `x-max-body-bytes`. */
        PayloadTooLarge: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request's body is not `application/json`. */
        UnsupportedMediaType: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /**
         * @description The gateway's queue is full, the key or Qoder limits the rate, the quota of the key's day or of the account is
         *     used up, or too many wrong keys came from this address.
         */
        TooManyRequests: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description A defect of the gateway. */
        InternalError: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Qoder offers nothing that could serve this operation. */
        NotImplemented: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The command-line agent is missing, crashed, spoke nonsense, or its model failed. */
        BadGateway: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server shuts down. */
        ServiceUnavailable: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The command-line agent did not finish in time. */
        GatewayTimeout: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request violates this contract, asks for something that cannot be honoured, or is too long for the model. */
        AnthropicBadRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The model that is named exists and is disabled for the Qoder account. */
        AnthropicModelDisabled: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The gateway's own key is missing or wrong. */
        AnthropicInvalidApiKey: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The client's key is fine, but `qodercli` is not logged in or its token was refused; the operator must act. */
        AnthropicQoderAuthenticationFailed: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The request's body arrived too slowly. */
        AnthropicRequestTimeout: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The request's body is larger than the operation's `x-max-body-bytes`. */
        AnthropicPayloadTooLarge: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The request's body is not `application/json`. */
        AnthropicUnsupportedMediaType: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description As `TooManyRequests`, in Anthropic's form. */
        AnthropicTooManyRequests: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description A defect of the gateway. */
        AnthropicInternalError: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The command-line agent is missing, crashed, spoke nonsense, or its model failed. */
        AnthropicBadGateway: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The server shuts down. */
        AnthropicServiceUnavailable: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description The command-line agent did not finish in time. */
        AnthropicGatewayTimeout: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "request-id": components["headers"]["AnthropicRequestId"];
                "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnthropicErrorResponse"];
            };
        };
        /** @description No session of the dashboard, or one that has ended. */
        NotSignedIn: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The password is wrong, or there is no session. */
        InvalidPassword: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The server has several API keys and neither `METRICS_KEY` nor `METRICS_PORT`: no API key reads the metrics of all. */
        MetricsKeyRequired: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request comes from a page of another site. */
        CrossOriginRequest: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The request comes from a page of another site, or Qoder refuses the operator's login. */
        PlaygroundForbidden: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description Too many wrong passwords or keys from this address; `retry-after` says how long to wait. */
        TooManyAttempts: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "retry-after": components["headers"]["RetryAfter"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The log holds no such request (any more). */
        RequestLogNotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description No API key has this name. */
        ApiKeyNotFound: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
                "x-should-retry": components["headers"]["ShouldRetry"];
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Sets or removes the session cookie.
         * @example qoder_dashboard=Fe26.2**...; HttpOnly; SameSite=Strict; Path=/dashboard
         */
        SessionCookie: string;
        /**
         * @description Identifies the request in the logs. A well-formed id sent by the client is kept.
         * @example req_3f1c9a5e7b2d4c6f8a0e1b3d
         */
        RequestId: string;
        /**
         * @description The same as `x-request-id`, under the name that Anthropic's clients read.
         * @example req_3f1c9a5e7b2d4c6f8a0e1b3d
         */
        AnthropicRequestId: string;
        /**
         * @description Seconds to wait before the next attempt.
         * @example 2
         */
        RetryAfter: number;
        /**
         * @description False on errors that another attempt cannot mend; OpenAI's clients obey it whatever the status.
         * @example false
         */
        ShouldRetry: "true" | "false";
        /**
         * @description The methods that this URL answers.
         * @example POST, OPTIONS
         */
        Allow: string;
        /**
         * @description How many requests per minute the key may send, when it is limited. On answers that run turns alone, as its five siblings.
         * @example 60
         */
        RateLimitLimitRequests: number;
        /**
         * @description How many of them it may still send at once.
         * @example 59
         */
        RateLimitRemainingRequests: number;
        /**
         * @description How long until it may send all of them again.
         * @example 6m0s
         */
        RateLimitResetRequests: string;
        /**
         * @description How many tokens the key may use per day, when that is limited.
         * @example 200000
         */
        RateLimitLimitTokens: number;
        /**
         * @description How many of them are left, not counting the turns that run.
         * @example 184211
         */
        RateLimitRemainingTokens: number;
        /**
         * @description How long until midnight UTC, when the day's tokens are renewed.
         * @example 5h13m20s
         */
        RateLimitResetTokens: string;
        /**
         * @description Whether the token counts come from Qoder or from a local tokenizer. Absent on streams, which begin before it is known.
         * @example reported
         */
        UsageSource: "reported" | "estimated";
        /**
         * @description Comma-separated names of the request's parameters that had no effect; of very many, the first 40 and `...`.
         * @example temperature,seed
         */
        UnsupportedParams: string;
        /**
         * @description What the request cost, in Qoder credits, when Qoder says so. Absent on streams.
         * @example 0.42
         */
        QoderCredits: number;
        /**
         * @description How the model was found. `exact`: the name is its key or its public name. `alias`: the name is listed to stand
         *     for it. `family`: the account lacks what was asked for, and this is of the same family or class. `fallback`: the
         *     name is unknown. `vision`: the name was not exact and led to a model that does not see, so another one was shown the images.
         * @example exact
         */
        QoderModelResolution: "exact" | "alias" | "family" | "fallback" | "vision";
        /**
         * @description The key of the Qoder model that answers. Characters outside ASCII are percent-encoded.
         * @example auto
         */
        QoderModel: string;
        /**
         * @description What answers, the real command-line agent or the built-in simulator.
         * @example qodercli
         */
        QoderBackend: "simulator" | "qodercli";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The completion, or its chunks when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateChatCompletionResponse"];
                    "text/event-stream": components["schemas"]["CreateChatCompletionStreamResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            403: components["responses"]["QoderAuthenticationFailed"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createAzureChatCompletion: {
        parameters: {
            query?: {
                /**
                 * @description The version of Azure's API, without effect.
                 * @example 2024-10-21
                 */
                "api-version"?: string;
            };
            header?: never;
            path: {
                /** @description The key or public name of a Qoder model, an alias, or another vendor's model name. */
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The completion, or its chunks when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateChatCompletionResponse"];
                    "text/event-stream": components["schemas"]["CreateChatCompletionStreamResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            403: components["responses"]["QoderAuthenticationFailed"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateResponse"];
            };
        };
        responses: {
            /** @description The response, or its events when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                    "text/event-stream": components["schemas"]["ResponseStreamEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            403: components["responses"]["QoderAuthenticationFailed"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    retrieveResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The response's id.
                 * @example resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The response. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            401: components["responses"]["InvalidApiKey"];
            404: components["responses"]["ResponseNotFound"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The response's id.
                 * @example resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The response is gone. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeletedResponse"];
                };
            };
            401: components["responses"]["InvalidApiKey"];
            404: components["responses"]["ResponseNotFound"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    cancelResponse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The response's id.
                 * @example resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            404: components["responses"]["ResponseNotFound"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listInputItems: {
        parameters: {
            query?: {
                /** @description How many items to give at most. */
                limit?: number;
                /** @description Oldest first or newest first. */
                order?: "asc" | "desc";
                /**
                 * @description The id of an item; those behind it are given.
                 * @example msg_9f2c1b7a4e6d8035
                 */
                after?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The response's id.
                 * @example resp_9f2c1b7a4e6d80359f2c1b7a4e6d8035
                 */
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The items. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseItemList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            404: components["responses"]["ResponseNotFound"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCompletionRequest"];
            };
        };
        responses: {
            /** @description The completion, or its chunks when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateCompletionResponse"];
                    "text/event-stream": components["schemas"]["CreateCompletionResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            403: components["responses"]["QoderAuthenticationFailed"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createMessage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API. `2023-06-01` is what every version is answered as; without it, too.
                 * @example 2023-06-01
                 */
                "anthropic-version"?: string;
                /**
                 * @description Without effect. What beta features send is read wherever it is known.
                 * @example interleaved-thinking-2025-05-14
                 */
                "anthropic-beta"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateMessageRequest"];
            };
        };
        responses: {
            /** @description The message, or the events of its stream when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "request-id": components["headers"]["AnthropicRequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                    "text/event-stream": components["schemas"]["MessageStreamEvent"];
                };
            };
            400: components["responses"]["AnthropicBadRequest"];
            401: components["responses"]["AnthropicInvalidApiKey"];
            403: components["responses"]["AnthropicQoderAuthenticationFailed"];
            404: components["responses"]["AnthropicModelDisabled"];
            408: components["responses"]["AnthropicRequestTimeout"];
            413: components["responses"]["AnthropicPayloadTooLarge"];
            415: components["responses"]["AnthropicUnsupportedMediaType"];
            429: components["responses"]["AnthropicTooManyRequests"];
            500: components["responses"]["AnthropicInternalError"];
            502: components["responses"]["AnthropicBadGateway"];
            503: components["responses"]["AnthropicServiceUnavailable"];
            504: components["responses"]["AnthropicGatewayTimeout"];
        };
    };
    countMessageTokens: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The version of the API. `2023-06-01` is what every version is answered as; without it, too.
                 * @example 2023-06-01
                 */
                "anthropic-version"?: string;
                /**
                 * @description Without effect. What beta features send is read wherever it is known.
                 * @example interleaved-thinking-2025-05-14
                 */
                "anthropic-beta"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CountMessageTokensRequest"];
            };
        };
        responses: {
            /** @description The count. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "request-id": components["headers"]["AnthropicRequestId"];
                    "x-ratelimit-limit-requests": components["headers"]["RateLimitLimitRequests"];
                    "x-ratelimit-remaining-requests": components["headers"]["RateLimitRemainingRequests"];
                    "x-ratelimit-reset-requests": components["headers"]["RateLimitResetRequests"];
                    "x-ratelimit-limit-tokens": components["headers"]["RateLimitLimitTokens"];
                    "x-ratelimit-remaining-tokens": components["headers"]["RateLimitRemainingTokens"];
                    "x-ratelimit-reset-tokens": components["headers"]["RateLimitResetTokens"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTokensCount"];
                };
            };
            400: components["responses"]["AnthropicBadRequest"];
            401: components["responses"]["AnthropicInvalidApiKey"];
            404: components["responses"]["AnthropicModelDisabled"];
            408: components["responses"]["AnthropicRequestTimeout"];
            413: components["responses"]["AnthropicPayloadTooLarge"];
            415: components["responses"]["AnthropicUnsupportedMediaType"];
            429: components["responses"]["AnthropicTooManyRequests"];
            500: components["responses"]["AnthropicInternalError"];
            503: components["responses"]["AnthropicServiceUnavailable"];
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description The most models to list. All of them without it. */
                limit?: number;
                /** @description Lists the models behind this one. */
                after_id?: string;
                /** @description Lists the models before this one, and of them the last ones. */
                before_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListModelsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retrieveModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The model's id. It may contain `/` and `:`, encoded or not. */
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            404: components["responses"]["ModelNotFound"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createEmbedding: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateEmbeddingRequest"];
            };
        };
        responses: {
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidApiKey"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retrieveSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSessionRequest"];
            };
        };
        responses: {
            /** @description The session. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    "set-cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidPassword"];
            403: components["responses"]["CrossOriginRequest"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was removed. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    "set-cookie": components["headers"]["SessionCookie"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossOriginRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMetricsHistory: {
        parameters: {
            query?: {
                /** @description How far back to look. */
                minutes?: number;
                /**
                 * @description Only requests that this Qoder model served.
                 * @example auto
                 */
                model?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetricsHistory"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    streamDashboardEvents: {
        parameters: {
            query: {
                /**
                 * @description Comma-separated topics.
                 * @example overview,requests
                 */
                topics: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["DashboardEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRequestLogs: {
        parameters: {
            query?: {
                /**
                 * @description Only requests that hold this text, whatever its case, in the request, the answer or the error.
                 * @example auto
                 */
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLogList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    clearRequestLogs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was removed. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossOriginRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    exportRequestLogs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLogExport"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    retrieveRequestLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The request's `x-request-id`.
                 * @example req_3f1c9a5e7b2d4c6f8a0e1b3d
                 */
                request_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestLog"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            404: components["responses"]["RequestLogNotFound"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listSystemLogs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemLogList"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    clearSystemLogs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was removed. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["CrossOriginRequest"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revealApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealApiKeyRequest"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealedApiKey"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["InvalidPassword"];
            403: components["responses"]["CrossOriginRequest"];
            404: components["responses"]["ApiKeyNotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listDashboardModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListModelsResponse"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createPlaygroundCompletion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The completion, or its chunks when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateChatCompletionResponse"];
                    "text/event-stream": components["schemas"]["CreateChatCompletionStreamResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["PlaygroundForbidden"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createPlaygroundMessage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateMessageRequest"];
            };
        };
        responses: {
            /** @description The message, or the events of its stream when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                    "text/event-stream": components["schemas"]["MessageStreamEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["PlaygroundForbidden"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    createPlaygroundResponse: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateResponse"];
            };
        };
        responses: {
            /** @description The response, or its events when `stream` is true. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-usage-source": components["headers"]["UsageSource"];
                    "x-unsupported-params": components["headers"]["UnsupportedParams"];
                    "x-qoder-credits": components["headers"]["QoderCredits"];
                    "x-qoder-model": components["headers"]["QoderModel"];
                    "x-qoder-model-resolution": components["headers"]["QoderModelResolution"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                    "text/event-stream": components["schemas"]["ResponseStreamEvent"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["PlaygroundForbidden"];
            404: components["responses"]["ModelDisabled"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            502: components["responses"]["BadGateway"];
            503: components["responses"]["ServiceUnavailable"];
            504: components["responses"]["GatewayTimeout"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server is alive. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready to serve completions. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            500: components["responses"]["InternalError"];
            /** @description Not ready; `checks` says why. */
            503: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "retry-after": components["headers"]["RetryAfter"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The metrics, as `text/plain; version=0.0.4`. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["InvalidApiKey"];
            403: components["responses"]["MetricsKeyRequired"];
            429: components["responses"]["TooManyAttempts"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getRoot: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The server's name, version and links. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Root"];
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
    getOpenApiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
    getOpenApiYaml: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document. */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    "x-qoder-backend": components["headers"]["QoderBackend"];
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": unknown;
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
}
