import type { Locator, Page } from "playwright-core";
import type { Server } from "./server";

const KERNEL_MS = 60_000;

/** All cells of a lesson, on a busy machine. */
const RUN_MS = 180_000;

/** One notebook open in JupyterLab, seen as its reader sees it. */
export class Lab {
  constructor(
    readonly page: Page,
    private readonly server: Server,
  ) {}

  /** Opens a notebook of the server's root folder and waits for its kernel. */
  async open(notebook: string): Promise<void> {
    const { origin, token } = this.server;
    await this.page.goto(`${origin}/lab/tree/${encodeURIComponent(notebook)}?token=${token}&reset`);
    await this.page.locator(".jp-NotebookPanel .jp-Notebook").waitFor();
    await this.kernelIdle();
  }

  /** Waits until the kernel has nothing left to do. */
  async kernelIdle(): Promise<void> {
    // The words of the status bar: the toolbar's indicator says "idle" before there is a kernel.
    await this.page.getByText(/\| Idle$/).waitFor({ timeout: KERNEL_MS });
  }

  async runAll(): Promise<void> {
    const before = await this.prompts();
    await this.menu("Run", "Run All Cells");
    await this.finished(before);
  }

  /** Runs the selected cell as a reader does. */
  async runSelected(): Promise<void> {
    const before = await this.prompts();
    await this.page.keyboard.press("Shift+Enter");
    await this.finished(before);
  }

  /** What stands before each code cell: `[ ]:`, `[*]:` while it waits or runs, `[3]:` when it has run. */
  private async prompts(): Promise<string> {
    return (await this.page.locator(".jp-InputPrompt").allTextContents()).join("");
  }

  /** Waits until the prompts have changed and no cell is running or waiting. */
  private async finished(before: string): Promise<void> {
    await this.page.waitForFunction(
      (old) => {
        const prompts = [...document.querySelectorAll(".jp-InputPrompt")]
          .map((prompt) => prompt.textContent)
          .join("");
        return prompts !== old && !prompts.includes("*");
      },
      before,
      { timeout: RUN_MS },
    );
    await this.kernelIdle();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".jp-NotebookPanel-toolbar").waitFor();
  }

  async useTheme(theme: "JupyterLab Light" | "JupyterLab Dark"): Promise<void> {
    await this.menu("Settings", "Theme");
    await this.page.locator(".lm-Menu-itemLabel").getByText(theme, { exact: true }).click();
    await this.page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: "attached" });
  }

  /** The code cell whose source contains `text`. */
  cell(text: string): Locator {
    return this.page
      .locator(".jp-CodeCell")
      .filter({ has: this.page.locator(".cm-content", { hasText: text }) });
  }

  /** The texts of all error outputs in the page. */
  errors(): Promise<string[]> {
    const errors =
      '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]';
    return this.page.locator(errors).allInnerTexts();
  }

  figures(): Locator {
    return this.page.locator(".jp-OutputArea .bs-figure");
  }

  /** Opens a menu and takes, or opens, an item of it. */
  private async menu(menu: string, item: string): Promise<void> {
    await this.page.locator(".lm-MenuBar-itemLabel").getByText(menu, { exact: true }).click();
    await this.page.locator(".lm-Menu-itemLabel").getByText(item, { exact: true }).click();
  }
}
