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
         *     model is silent, comment lines `: keep-alive` flow; clients ignore them. A failure after the stream has
         *     begun is one frame `data: {"error": {...}}` (the body of an `ErrorResponse`), after which the stream ends
         *     without `[DONE]`.
         */
        post: operations["createChatCompletion"];
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
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List models
         * @description The account's live catalogue followed by the aliases (names of other vendors that resolve to a Qoder
         *     model). When the catalogue cannot be read, a static list stands in for it.
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
         * @description One model or alias, by its exact id.
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
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Name and version
         * @description Names the server and links to its contract and probes. Clients use it to see whether the address is right.
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
            /** @description A Qoder model, an alias, or another vendor's model name, which is resolved to a Qoder model. */
            model: string;
            /** @description The conversation so far, oldest message first. */
            messages: components["schemas"]["ChatCompletionRequestMessage"][];
            /** @description The tools that the model may call. */
            tools?: components["schemas"]["ChatCompletionTool"][] | null;
            tool_choice?: components["schemas"]["ChatCompletionToolChoiceOption"] | null;
            /** @description Whether the model may call several tools in one turn; true if absent. */
            parallel_tool_calls?: boolean | null;
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
        /** @description Instructions; the newer name of the system message, treated alike. */
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
                /** @description The file as a `data:` URL or in base64. */
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
        /** @description Letters, digits, `_` and `-`, at most 64. */
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
        /** @description Any JSON object. */
        ResponseFormatJsonObject: {
            /** @constant */
            type: "json_object";
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
            /** @description The text; null when the answer is tool calls alone. */
            content: string | null;
            /** @description Why the model refused, if it did. */
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
        CreateCompletionRequest: {
            /** @description A Qoder model, an alias, or another vendor's model name, which is resolved to a Qoder model. */
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
        /** @description A Qoder model or an alias. The fields after `owned_by` are additions to OpenAI's; what is not known is absent. */
        Model: {
            id: string;
            /** @constant */
            object: "model";
            /** @description Seconds of Unix time; fixed, since Qoder gives no date. */
            created: number;
            owned_by: string;
            /** @description The name that Qoder shows. */
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
            /** @description What a token costs, as a multiple of Qoder's base price. */
            price_factor?: number;
            /** @description The Qoder model that serves under this name. */
            alias_of?: string;
        };
        ListModelsResponse: {
            /** @constant */
            object: "list";
            data: components["schemas"]["Model"][];
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
            checks: {
                /** @description Whether the command-line agent boots. */
                process: components["schemas"]["ReadinessCheck"];
                /** @description Whether Qoder takes the operator's token. */
                login: components["schemas"]["ReadinessCheck"];
                /** @description Whether the account's models could be read. */
                catalogue: components["schemas"]["ReadinessCheck"];
            };
            /** @description How many processes and requests there are in each state. */
            pool: {
                booting: number;
                warm: number;
                busy: number;
                /** @description Idle after an answer, each for the next request of its own conversation. */
                parked: number;
                queued: number;
            };
            /** @description How many follow-up requests went on in the process that gave the answer before, and how many did not. */
            continuation: {
                hits: number;
                misses: number;
            };
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
    };
    responses: {
        /** @description The request violates this contract, asks for something that cannot be honoured, or is too long for the model. */
        BadRequest: {
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
                "x-qoder-backend": components["headers"]["QoderBackend"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        /** @description The gateway's queue is full, Qoder limits the rate, or the account's quota is used up. */
        TooManyRequests: {
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
        /** @description A defect of the gateway. */
        InternalError: {
            headers: {
                "x-request-id": components["headers"]["RequestId"];
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
         * @description Identifies the request in the logs. A well-formed id sent by the client is kept.
         * @example req_3f1c9a5e7b2d4c6f8a0e1b3d
         */
        RequestId: string;
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
         * @description Whether the token counts come from Qoder or from a local tokenizer. Absent on streams, which begin before it is known.
         * @example reported
         */
        UsageSource: "reported" | "estimated";
        /**
         * @description Comma-separated names of the request's parameters that had no effect.
         * @example temperature,seed
         */
        UnsupportedParams: string;
        /**
         * @description What the request cost, in Qoder credits, when Qoder says so. Absent on streams.
         * @example 0.42
         */
        QoderCredits: number;
        /**
         * @description The Qoder model that the requested name resolved to.
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
    listModels: {
        parameters: {
            query?: never;
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
            401: components["responses"]["InvalidApiKey"];
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
            500: components["responses"]["InternalError"];
            501: components["responses"]["NotImplemented"];
            503: components["responses"]["ServiceUnavailable"];
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
                    "application/yaml": string;
                };
            };
            500: components["responses"]["InternalError"];
        };
    };
}
