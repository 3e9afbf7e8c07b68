/// How the page looks: light or dark as the reader's system is, from the width of a phone up.
enum PageStyle {
    /// The style sheet, between `<style>` and `</style>`.
    static let sheet: HTML = """
        :root {
          --page: #f3f4f8; --card: #fff; --text: #1c2030; --quiet: #555c70; --line: #dfe2ea;
          --accent: #3d46c2; --on-accent: #fff; --accent-hover: #2c34a3; --good: #1a7448; --over: #666d80;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #12141c; --card: #1c1f2b; --text: #e9ebf3; --quiet: #a5abbd; --line: #343949;
            --accent: #a3abff; --on-accent: #12141c; --accent-hover: #c0c5ff; --good: #6fd6a2; --over: #979eb1;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0; min-height: 100vh; padding: 1rem; display: flex; flex-direction: column; align-items: center;
          justify-content: center; background: var(--page); color: var(--text); line-height: 1.5;
          font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
          overflow-wrap: anywhere;
        }
        main {
          width: 100%; max-width: 34rem; padding: clamp(1.25rem, 5vw, 2.5rem); background: var(--card);
          border: 1px solid var(--line); border-radius: 1rem; box-shadow: 0 1px 2px #0001, 0 8px 24px #0001;
        }
        .emblem {
          display: grid; place-items: center; width: 3rem; height: 3rem; margin-bottom: 1.25rem;
          border-radius: .75rem; background: var(--over); color: var(--card); font-size: 1.375rem; font-weight: 700;
        }
        .emblem.open { background: var(--accent); color: var(--on-accent); }
        .emblem.accepted { background: var(--good); }
        h1 { margin: 0 0 .5rem; font-size: 1.625rem; line-height: 1.25; letter-spacing: -.01em; }
        h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
        .lead { margin: 0; color: var(--quiet); font-size: 1.0625rem; }
        dl { margin: 1.5rem 0 0; border-top: 1px solid var(--line); }
        dl div { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: .625rem 0; border-bottom: 1px solid var(--line); }
        dt { flex: 0 0 6rem; color: var(--quiet); }
        dd { flex: 1 1 12rem; margin: 0; }
        ul { margin: 0; padding: 0; list-style: none; }
        li { padding: .3125rem 0; }
        li b { font-weight: 600; }
        li span { display: block; color: var(--quiet); font-size: .9375rem; }
        .answers { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 2rem; }
        form { flex: 1 1 10rem; }
        button {
          width: 100%; min-height: 3rem; padding: .625rem 1.25rem; border: 1px solid var(--quiet);
          border-radius: .625rem; background: transparent; color: inherit; font: inherit; font-weight: 600;
          cursor: pointer;
        }
        button:hover { border-color: var(--text); }
        button.accept { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
        button.accept:hover { border-color: var(--accent-hover); background: var(--accent-hover); }
        a { color: var(--accent); }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        footer { max-width: 34rem; padding: 0 .5rem; color: var(--quiet); font-size: .8125rem; text-align: center; }
        footer p { margin: .75rem 0 0; }
        """

    /// What a browser checks the sheet against before it takes it (CSP 3 §2.3.1): SHA-256, in Base64.
    static let hash = "sha256-CtAt+FhNOS2N7omeklq7Je1biX7qOw0xuRxQxSQjKYA="
}
