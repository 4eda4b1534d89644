import type { ElementHandle, Locator, Page } from "playwright-core";
import { patience } from "../../run/patience.mjs";
import type { Server } from "./server";

const KERNEL_MS = 60_000;

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
    await this.page.getByText(/\| Idle$/).waitFor({ timeout: patience(KERNEL_MS) });
  }

  async runAll(): Promise<void> {
    // A folded cell has a prompt that says nothing.
    const prompts = ".jp-CodeCell:not(:has(.jp-InputPlaceholder)) .jp-InputPrompt";
    await this.runs(prompts, () => this.menu("Run", "Run All Cells"));
    await this.kernelIdle();
  }

  /** Runs all cells from the first to this one. */
  async runUpTo(cell: Locator): Promise<void> {
    await cell.locator(".jp-InputPrompt").click();
    await this.menu("Run", "Run All Above Selected Cell");
    await this.runSelected();
  }

  /** Runs the selected cell as a reader does. */
  async runSelected(): Promise<void> {
    await this.runs(".jp-Cell.jp-mod-active .jp-InputPrompt", () => this.page.keyboard.press("Shift+Enter"));
  }

  /** Starts something and waits until each prompt has a new number: `[*]:` stands there while its cell waits or runs. */
  private async runs(prompts: string, start: () => Promise<void>): Promise<void> {
    const nodes = await this.page.locator(prompts).elementHandles();
    const before = await Promise.all(nodes.map((node) => node.textContent()));
    await start();
    await this.page.waitForFunction(
      ([now, old]) => now.every(({ textContent }, i) => /\d/.test(textContent) && textContent !== old[i]),
      [nodes as ElementHandle<HTMLElement>[], before] as const,
      { timeout: patience(RUN_MS) },
    );
  }

  async restartKernel(): Promise<void> {
    await this.menu("Kernel", "Restart Kernel…");
    await this.page.getByRole("dialog").getByRole("button", { name: "Confirm Kernel Restart" }).click();
    await this.kernelIdle();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press("Control+s");
    await this.page.locator(".lm-TabBar-tab.jp-mod-dirty").first().waitFor({ state: "detached" });
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
